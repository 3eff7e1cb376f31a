import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLE } from '../../src-main/data/sample/sample.ts';
import { writePicture } from '../../src-main/data/sample/write-sample.ts';

const LABELS = ['checks', 'rings', 'stripes'];
const PER_CLASS = 40;

/** A folder such as a user drops: three classes, a name with a space, a hidden file, and three files that are no pictures. */
export async function writeFolder(folder: string): Promise<void> {
  for (const label of LABELS) {
    mkdirSync(join(folder, label), { recursive: true });
    for (let index = 0; index < PER_CLASS; index++) {
      await writePicture(join(folder, label, `${label} ${index}.jpg`), SAMPLE.classes.indexOf(label), index);
    }
  }
  const whole = readFileSync(join(folder, 'rings', 'rings 0.jpg'));
  writeFileSync(join(folder, 'rings', 'cut.jpg'), whole.subarray(0, whole.length / 2));
  writeFileSync(join(folder, 'rings', 'empty.png'), '');
  writeFileSync(join(folder, 'stripes', 'notes.jpg'), 'not a picture');
  writeFileSync(join(folder, 'stripes', '.hidden'), '');
}

/** One picture of the class that is in no data set. */
export async function writeUnseen(file: string, label: string): Promise<void> {
  await writePicture(file, SAMPLE.classes.indexOf(label), SAMPLE.picturesPerClass + 7);
}
