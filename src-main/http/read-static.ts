import { readFile, realpath } from 'node:fs/promises';
import { extname, sep } from 'node:path';
import { staticPath } from './static-path.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

export interface StaticFile {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

/** Reads the file that the URL path means; null where there is none, or where a symbolic link leads out of `root`. */
export async function readStatic(root: string, urlPath: string): Promise<StaticFile | null> {
  const file = staticPath(root, urlPath);
  if (file === null) return null;
  try {
    const [realRoot, realFile] = await Promise.all([realpath(root), realpath(file)]);
    if (!realFile.startsWith(realRoot + sep)) return null;
    const bytes = new Uint8Array(await readFile(realFile));
    return { bytes, type: TYPES[extname(realFile).toLowerCase()] ?? 'application/octet-stream' };
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENAMETOOLONG';
}
