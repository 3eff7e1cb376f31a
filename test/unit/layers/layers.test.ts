import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appFolder } from '../../../src-main/paths.ts';

const options = await extractOptions(join(appFolder, '.dependency-cruiser.cjs'));

/** The names of the rules that the sources below `baseDir` break. */
async function brokenRules(baseDir: string, folders: string[], preserveSymlinks = false): Promise<string[]> {
  const { output } = await cruise(folders, { ...options, baseDir, preserveSymlinks });
  if (typeof output === 'string') throw new Error(output);
  return [...new Set(output.summary.violations.map((violation) => violation.rule.name))];
}

describe('the layers', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'layers-'));
    symlinkSync(join(appFolder, 'node_modules'), join(folder, 'node_modules'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(files: Record<string, string>): void {
    for (const [name, contents] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), contents);
    }
  }

  it.each([
    ['only-shell-electron', 'src-main/services/a.ts', `import { app } from 'electron'; app.quit();`],
    ['only-engine-tensorflow', 'src-main/services/a.ts', `import '@tensorflow/tfjs-node-gpu';`],
    ['only-engine-and-event-files-protobuf', 'src-main/services/a.ts', `await import('protobufjs');`],
    ['only-store-sqlite', 'src-main/cli/a.ts', `import Database from 'better-sqlite3'; new Database('x');`],
    ['only-data-sharp', 'src-main/http/a.ts', `import sharp from 'sharp'; sharp('x');`],
    ['renderer-not-node', 'src-renderer/a.tsx', `import { readFileSync } from 'node:fs'; readFileSync('x');`],
    ['shared-is-pure', 'src-shared/a.ts', `import { join } from 'node:path'; join('x');`],
    ['shared-is-pure', 'src-shared/a.ts', `import type { FC } from 'react'; export type A = FC;`],
    ['imports-resolve', 'src-main/services/a.ts', `import './absent.ts';`],
    ['no-orphans', 'src-main/services/a.ts', `export const unused = 1;`],
  ])('%s is broken by %s with %s', async (rule, file, contents) => {
    write({ [file]: contents });
    expect(await brokenRules(folder, [file], true)).toContain(rule);
  });

  it.each([
    ['renderer-not-main', 'src-renderer/a.tsx', 'src-main/services/b.ts'],
    ['main-not-renderer', 'src-main/services/a.ts', 'src-renderer/b.ts'],
    ['shared-is-pure', 'src-shared/a.ts', 'src-main/b.ts'],
    ['engine-stands-alone', 'src-main/engine/a.ts', 'src-main/store/b.ts'],
    ['nobody-loads-the-engine', 'src-main/services/a.ts', 'src-main/engine/train.ts'],
    ['services-below-the-ways-in', 'src-main/services/a.ts', 'src-main/cli/b.ts'],
    ['only-shell-uses-shell', 'src-main/headless/a.ts', 'src-main/electron/b.ts'],
  ])('%s is broken by the mere type that %s takes from %s', async (rule, from, to) => {
    write({
      [from]: `import type { B } from '${join('../'.repeat(from.split('/').length - 1), to)}'; export type A = B;`,
    });
    write({ [to]: 'export type B = number;' });
    expect(await brokenRules(folder, [from, to])).toContain(rule);
  });

  it('finds a chain that leads from the command line to electron', async () => {
    write({
      'src-main/cli/main.ts': `import '../middle.ts';`,
      'src-main/middle.ts': `await import('./electron/window.ts');`,
      'src-main/electron/window.ts': `import { app } from 'electron'; app.quit();`,
    });
    expect(await brokenRules(folder, ['src-main'], true)).toContain('electron-unreachable');
  });

  it('finds files that need each other', async () => {
    write({
      'src-shared/a.ts': `import { b } from './b.ts'; export const a = () => b;`,
      'src-shared/b.ts': `import { a } from './a.ts'; export const b = () => a;`,
    });
    expect(await brokenRules(folder, ['src-shared'])).toContain('no-cycles');
  });

  it('hold in this program', async () => {
    const folders = ['src-main', 'src-renderer', 'src-shared', 'scripts'];
    expect(await brokenRules(appFolder, folders)).toEqual([]);
  });
});
