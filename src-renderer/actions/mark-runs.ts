import type { RunMarksChange } from '../../src-shared/contract/run-marks.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { studio } from '../client/studio.ts';
import { formatCounted } from '../ui/format.ts';
import { notifyFailure, notifyUndoable } from './notify.tsx';

/** Changes the marks of runs; says where that did not work. */
export async function markRuns(runIds: readonly RunId[], change: RunMarksChange): Promise<boolean> {
  try {
    await studio.runMarks.change({ runIds: [...runIds], change });
    return true;
  } catch (error) {
    notifyFailure(error);
    return false;
  }
}

/** Puts runs away or brings them back, and offers to undo it. */
export async function archiveRuns(runIds: readonly RunId[], isArchived: boolean): Promise<boolean> {
  const isDone = await markRuns(runIds, { isArchived });
  if (isDone) {
    const what = formatCounted(runIds.length, 'run');
    notifyUndoable(`${what} ${isArchived ? 'archived' : 'brought back'}.`, async () => {
      await markRuns(runIds, { isArchived: !isArchived });
    });
  }
  return isDone;
}
