import { resolve } from 'node:path';
import type { BroughtRuns, FileSource } from '../../src-shared/contract/files.ts';
import type { Workspace } from '../services/open-workspace.ts';
import { byteBar } from './byte-bar.ts';
import { type CommonOptions, outputFor, withWorkspace } from './command.ts';
import { onSignals } from './signals.ts';

type Read = (source: FileSource, signal?: AbortSignal) => AsyncGenerator<BroughtRuns>;

/** Brings runs in from a path with a bar; a signal stops it and nothing stays. */
export async function bringRuns(
  path: string,
  options: CommonOptions,
  readOf: (workspace: Workspace) => Read,
): Promise<void> {
  const output = outputFor(options);
  await withWorkspace(options, { mode: 'write' }, async (workspace) => {
    const stop = new AbortController();
    const undo = onSignals(
      () => stop.abort(),
      () => {},
    );
    const bar = byteBar('reading');
    try {
      const source = { kind: 'path' as const, path: resolve(path) };
      for await (const news of readOf(workspace)(source, stop.signal)) {
        if (news.type === 'progress') {
          bar.set(news.done, news.total);
          continue;
        }
        bar.stop();
        for (const note of news.notes) output.note(note);
        output.result({ runs: news.runs }, news.runs.map(({ id, name }) => `${name} (${id})`).join('\n'));
      }
    } finally {
      bar.stop();
      undo();
    }
  });
}
