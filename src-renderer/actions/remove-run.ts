import type { Run } from '../../src-shared/contract/runs.ts';
import { studio } from '../client/studio.ts';
import { notifyFailure, notifyRemoved } from './notify.tsx';

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
