import { join } from 'node:path';
import { urlSegments } from './url-segments.ts';

/**
 * The file below `root` that the path of a URL means, or null for every path that is not plainly one (see `urlSegments`), that names a
 * hidden file, or that holds a colon (Windows drives and streams). Symbolic links are the reader's business, see `readStatic`.
 */
export function staticPath(root: string, urlPath: string): string | null {
  const segments = urlSegments(urlPath);
  if (segments === null || segments.some((name) => name.startsWith('.') || name.includes(':'))) return null;
  return join(root, ...segments);
}
