import type { Dataset } from '../../src-shared/contract/datasets.ts';
import { studio } from '../client/studio.ts';
import { notifyFailure, notifyRemoved } from './notify.tsx';

/** Hides a data set and offers to bring it back. Answers whether it worked. */
export async function removeDataset({ id, name }: Dataset): Promise<boolean> {
  try {
    await studio.datasets.remove({ datasetId: id });
  } catch (error) {
    notifyFailure(error);
    return false;
  }
  notifyRemoved(name, () => studio.datasets.restore({ datasetId: id }));
  return true;
}
