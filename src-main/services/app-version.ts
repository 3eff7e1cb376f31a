import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { appFolder } from '../paths.ts';

/** This program's version, from its package.json. */
export function appVersion(): string {
  const file = readFileSync(join(appFolder, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(file)).version;
}
