import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { onTestFinished } from 'vitest';
import yauzl from 'yauzl';
import { ZipFile } from 'yazl';
import { openWorkspace, type Workspace } from '../../src-main/services/open-workspace.ts';
import type { BroughtRuns } from '../../src-shared/contract/files.ts';
import type { RunId } from '../../src-shared/ids.ts';

/** Writes a bundle of runs to a file; gives its length as it was told beforehand. */
export async function writeBundle(
  workspace: Workspace,
  runIds: RunId[],
  pictures: boolean,
  file: string,
): Promise<number> {
  const { stream, bytes } = await workspace.bundles.write({ runIds, pictures });
  await pipeline(stream, createWriteStream(file));
  return bytes;
}

/** Brings a bundle in; gives the runs' ids. */
export async function readBundle(
  { bundles }: Workspace,
  path: string,
  signal?: AbortSignal,
): Promise<RunId[]> {
  for await (const news of bundles.read({ kind: 'path', path }, signal) as AsyncIterable<BroughtRuns>) {
    if (news.type === 'done') return news.runs.map(({ id }) => id);
  }
  throw new Error('no result');
}

/** An empty workspace of its own for one test. */
export async function emptyWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'bundle-target-'));
  const workspace = await openWorkspace(join(folder, 'workspace'), { mode: 'write' });
  onTestFinished(async () => {
    await workspace.close();
    await rm(folder, { recursive: true });
  });
  return workspace;
}

export type Entries = Map<string, { bytes: Buffer; mode?: number; compress?: boolean }>;

/** The entries of a bundle, to be changed. */
export async function entriesOf(file: string): Promise<Entries> {
  const entries: Entries = new Map();
  const zip = await yauzl.openPromise(file);
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
    entries.set(entry.fileName, { bytes: Buffer.concat(chunks) });
  }
  return entries;
}

/** Writes entries as a zip file, whose bytes may be spoilt. */
export async function writeZip(
  entries: Entries,
  file: string,
  spoil: (bytes: Buffer) => Buffer = (bytes) => bytes,
): Promise<void> {
  const zip = new ZipFile();
  for (const [path, { bytes, mode = 0o100644, compress = false }] of entries) {
    zip.addBuffer(bytes, path, { mode, compress });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  await writeFile(file, spoil(Buffer.concat(chunks)));
}

/** The entries with another manifest. */
export function withManifest(
  entries: Entries,
  change: (manifest: Record<string, unknown>) => unknown,
): Entries {
  const manifest = JSON.parse(entries.get('manifest.json')?.bytes.toString() ?? '{}');
  return new Map(entries).set('manifest.json', { bytes: Buffer.from(JSON.stringify(change(manifest))) });
}

/** Changes an entry and puts its true checksum into the manifest, as somebody who means harm would. */
export function forge(entries: Entries, path: string, change: (text: string) => string): Entries {
  const bytes = Buffer.from(change(entries.get(path)?.bytes.toString() ?? ''));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return withManifest(new Map(entries).set(path, { bytes }), (manifest) => ({
    ...manifest,
    files: (manifest['files'] as { path: string }[]).map((file) =>
      file.path === path ? { path, bytes: bytes.length, sha256 } : file,
    ),
  }));
}
