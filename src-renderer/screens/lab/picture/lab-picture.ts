import { messageOf } from '../../../../src-shared/errors.ts';
import type { Pixels } from '../../../../src-shared/lab/pixels.ts';
import { createStore } from '../../../state/store.ts';
import { readPicture } from './read-picture.ts';
import { houseScene } from './scenes.ts';

/** The picture that the pages of the lab work on. */
export interface LabPicture {
  readonly name: string;
  readonly pixels: Pixels;
  readonly isOwn: boolean;
  /** Why the picture that was chosen last could not be taken. */
  readonly failure: string | null;
}

const SAMPLE: LabPicture = {
  name: 'A picture to begin with',
  pixels: houseScene(),
  isOwn: false,
  failure: null,
};

/** One picture for all pages, so that it is chosen once; kept outside React. */
export const labPicture = createStore<LabPicture>(SAMPLE);

/** Takes a file of the user's; what it cannot be is said in `failure`, and the picture stays what it was. */
export async function takePicture(file: File): Promise<void> {
  try {
    labPicture.set({ name: file.name, pixels: await readPicture(file), isOwn: true, failure: null });
  } catch (error) {
    labPicture.set({ ...labPicture.get(), failure: messageOf(error) });
  }
}

/** Goes back to the painted picture. */
export function takeSample(): void {
  labPicture.set(SAMPLE);
}
