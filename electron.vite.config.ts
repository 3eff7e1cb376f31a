import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { UserConfig } from 'vite';

const folder = import.meta.dirname;

/**
 * The window. Exported because plain Vite builds and serves it too: the web shell and machines without Electron need
 * the window only. `base` is relative, as the desktop shell serves it under its own protocol.
 */
export const rendererConfig = {
  root: resolve(folder, 'src-renderer'),
  base: './',
  plugins: [react()],
  build: {
    outDir: resolve(folder, 'out/renderer'),
    emptyOutDir: true,
    // The shells forbid scripts and styles in attributes, so nothing may be inlined into the page.
    assetsInlineLimit: 0,
    target: 'es2024',
    rolldownOptions: { input: resolve(folder, 'src-renderer/index.html') },
  },
} satisfies UserConfig;

export default defineConfig({ renderer: rendererConfig });
