import type { Run } from '../../src-shared/contract/runs.ts';
import { studio } from '../client/studio.ts';
import { formatCounted } from '../ui/format.ts';
import { notifyFailure, notifyRemoved, notifyUndoable } from './notify.tsx';

/** Hides a run and offers to bring it back. Answers whether it worked. */
export async function removeRun({ id, name }: Run): Promise<boolean> {
  try {
    await studio.runs.remove({ runId: id });
  } catch (error) {
    notifyFailure(error);
    return false;
  }
  notifyRemoved(name, () => studio.runs.restore({ runId: id }));
  return true;
}

/** Hides several runs and offers to bring them back. Those that train or wait stay; that is said. Answers how many are gone. */
export async function removeRuns(runs: readonly Run[]): Promise<number> {
  const results = await Promise.allSettled(runs.map(({ id }) => studio.runs.remove({ runId: id })));
  const gone = runs.filter((_, i) => results[i]?.status === 'fulfilled');
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) notifyFailure(failure.reason);
  if (gone.length > 0) {
    notifyUndoable(`${formatCounted(gone.length, 'run')} deleted.`, async () => {
      await Promise.all(gone.map(({ id }) => studio.runs.restore({ runId: id })));
    });
  }
  return gone.length;
}
