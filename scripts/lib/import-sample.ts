import { Presets, SingleBar } from 'cli-progress';
import type { Workspace } from '../../src-main/services/open-workspace.ts';
import { type Dataset, ImportOptions, type ImportState } from '../../src-shared/contract/datasets.ts';
import { AppError } from '../../src-shared/errors.ts';

/** The workspace's sample data set, drawn and imported with a progress bar where it is not there yet. */
export async function importSample(workspace: Workspace): Promise<Dataset> {
  const { store, imports } = workspace;
  const there = store.datasets.list().find((dataset) => dataset.isSample);
  if (there) return there;

  const id = imports.start(ImportOptions.parse({ source: { kind: 'sample' } }));
  const bar = new SingleBar(
    { format: '{what} {bar} {value} of {total}', hideCursor: true },
    Presets.shades_grey,
  );
  try {
    for await (const jobs of imports.watch()) {
      const state = jobs.find((job) => job.id === id)?.state;
      if (!state) continue;
      if (state.phase === 'done') return store.datasets.get(state.datasetId);
      if (state.phase === 'failed') throw new AppError('internal', state.message);
      if (state.phase === 'cancelled') break;
      show(bar, state);
    }
  } finally {
    bar.stop();
  }
  throw new AppError('cancelled', 'The import of the sample was cancelled.');
}

function show(bar: SingleBar, state: ImportState): void {
  if (state.phase !== 'drawing' && state.phase !== 'decoding') return;
  const what = state.phase === 'drawing' ? 'Drawing pictures' : 'Importing pictures';
  if (!bar.isActive) bar.start(state.total, 0, { what });
  bar.setTotal(state.total);
  bar.update(state.done, { what });
}
