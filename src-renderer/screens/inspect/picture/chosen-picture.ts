import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Picture } from '../../../../src-shared/contract/datasets.ts';
import type { LookSource } from '../../../../src-shared/contract/inspect.ts';
import type { Run } from '../../../../src-shared/contract/runs.ts';
import { AppError } from '../../../../src-shared/errors.ts';
import type { LookId } from '../../../../src-shared/ids.ts';
import { makePixels, type Pixels } from '../../../../src-shared/lab/pixels.ts';
import { lookUrl } from '../../../../src-shared/routes.ts';
import { type Picked, pathSource } from '../../../actions/picked-files.ts';
import { uploadFiles } from '../../../actions/upload-files.ts';
import { studio } from '../../../client/studio.ts';
import { createStore, useStore } from '../../../state/store.ts';
import { fetchUint8 } from '../parts/fetch-part.ts';

/** Edge length of a record, pixels. */
export const RECORD_SIZE = 256;

/** The picture that is looked at: the first of the data set until another is chosen. */
export type ChosenPicture =
  | { readonly kind: 'first' }
  | { readonly kind: 'dataset'; readonly picture: Picture }
  | { readonly kind: 'own'; readonly picked: Picked; readonly key: number };

/** Kept while other pages are looked at, and the same for all runs, so that two runs can be compared on one picture. */
export const chosenPicture = createStore<ChosenPicture>({ kind: 'first' });

let nextKey = 1;

export function chooseOwnPicture(picked: Picked): void {
  if (picked.files.length > 0) chosenPicture.set({ kind: 'own', picked, key: nextKey++ });
}

/** The chosen picture as the main process has read it. */
export function useLook(run: Run) {
  const chosen = useStore(chosenPicture, (picture) => picture);
  return useQuery(lookOptions(run, chosen));
}

function lookOptions(run: Run, chosen: ChosenPicture) {
  return queryOptions({
    queryKey: ['look', run.dataset.id, keyOf(chosen)],
    queryFn: async ({ signal }) => {
      const { source, picture } = await sourceOf(run, chosen, signal);
      const look = await studio.inspect.look({ runId: run.id, source }, { signal });
      return picture ? { ...look, name: picture.file, label: picture.label } : look;
    },
  });
}

/** The record of a picture that was read, 256 × 256. */
export function useRecord(lookId: LookId | undefined) {
  return useQuery({
    queryKey: ['record', lookId],
    queryFn: async ({ signal }) =>
      rgbPixels(await fetchUint8(lookUrl(lookId ?? ''), signal), RECORD_SIZE, RECORD_SIZE),
    enabled: lookId !== undefined,
  });
}

/** Bytes of red, green and blue as a picture to draw. */
export function rgbPixels(bytes: Uint8Array, width: number, height: number): Pixels {
  return makePixels(width, height, (x, y) => {
    const at = (y * width + x) * 3;
    return [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0];
  });
}

function keyOf(chosen: ChosenPicture): string {
  switch (chosen.kind) {
    case 'first':
      return 'first';
    case 'dataset':
      return `slot ${chosen.picture.slot} ${chosen.picture.checksum}`;
    case 'own':
      return `own ${chosen.key}`;
  }
}

interface Found {
  readonly source: LookSource;
  /** What the data set says of it. */
  readonly picture?: Picture;
}

async function sourceOf(run: Run, chosen: ChosenPicture, signal: AbortSignal): Promise<Found> {
  switch (chosen.kind) {
    case 'first':
      return firstPicture(run, signal);
    case 'dataset':
      return ofDataset(chosen.picture);
    case 'own': {
      const paths = pathSource(chosen.picked);
      const [path] = paths?.kind === 'paths' ? paths.paths : [];
      if (path !== undefined) return { source: { kind: 'path', path } };
      const [file] = chosen.picked.files;
      if (!file) throw new AppError('bad-request', 'Nothing was dropped that could be looked at.');
      const uploadId = await uploadFiles([{ ...file, path: file.file.name }], signal, () => undefined);
      return { source: { kind: 'upload', uploadId } };
    }
  }
}

/** One that the network was not trained on, where the data set has such. */
async function firstPicture(run: Run, signal: AbortSignal): Promise<Found> {
  const datasetId = run.dataset.id;
  const kept = await studio.datasets.list(undefined, { signal });
  if (!kept.some(({ id }) => id === datasetId)) {
    throw new AppError(
      'not-found',
      `The data set “${run.dataset.name}” has been deleted: drop a picture here.`,
    );
  }
  for (const split of ['val', 'test', 'train'] as const) {
    const { pictures } = await studio.datasets.pictures({ datasetId, split, limit: 1 }, { signal });
    if (pictures[0]) return ofDataset(pictures[0]);
  }
  throw new AppError('not-found', 'The data set has no pictures any more: drop one here.');
}

function ofDataset(picture: Picture): Found {
  return { source: { kind: 'slot', slot: picture.slot }, picture };
}
