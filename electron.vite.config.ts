import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { defaultClientConditions, type UserConfig } from 'vite';

const folder = import.meta.dirname;

/**
 * The window. Exported because plain Vite builds and serves it too: the web shell and machines without Electron need
 * the window only. `base` is relative, as the desktop shell serves it under its own protocol.
 */
export const rendererConfig = {
  root: resolve(folder, 'src-renderer'),
  base: './',
  plugins: [react()],
  // onnxruntime's wasm and the glue around it are files of their own, so that its threads start from a small one.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  // Workers load parts of themselves later, which only modules can.
  worker: { format: 'es' },
  build: {
    outDir: resolve(folder, 'out/renderer'),
    emptyOutDir: true,
    // The shells forbid scripts and styles in attributes, so nothing may be inlined into the page.
    assetsInlineLimit: 0,
    target: 'es2024',
    // From these on `light-dark()` is known; for older ones it would be rewritten into something that Mantine's scheme does not reach.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: { input: resolve(folder, 'src-renderer/index.html') },
  },
} satisfies UserConfig;

/** The desktop shell and the processes it starts: one file each in out/main, with packages left outside. */
const mainConfig = {
  build: {
    outDir: resolve(folder, 'out/main'),
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        main: resolve(folder, 'src-main/electron/main.ts'),
        utility: resolve(folder, 'src-main/electron/utility-entry.ts'),
        engine: resolve(folder, 'src-main/engine/main.ts'),
        reader: resolve(folder, 'src-main/engine/reader/main.ts'),
        data: resolve(folder, 'src-main/data/main.ts'),
        series: resolve(folder, 'src-main/series/main.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
} satisfies UserConfig;

/** What a sandboxed page loads first has to be one CommonJS file that imports nothing but electron. */
const preloadConfig = {
  build: {
    outDir: resolve(folder, 'out/preload'),
    emptyOutDir: true,
    rolldownOptions: {
      input: { preload: resolve(folder, 'src-main/electron/preload.ts') },
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
} satisfies UserConfig;

export default defineConfig({ main: mainConfig, preload: preloadConfig, renderer: rendererConfig });
