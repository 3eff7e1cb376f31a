import type { StartWeights } from './contract/start-weights.ts';

/** What the notes of a run say that starts from the weights of a file. */
export function startNote({ file, tensors, left }: Omit<StartWeights, 'weightsId'>): string {
  const anew = left.length > 0 ? ` New, for another number of classes: ${left.join(', ')}.` : '';
  return `Started from the weights of ${file} (${tensors} tensors).${anew}`;
}

/** The file that such notes name, null where they name none. The note is all that is kept of it, also in bundles and by earlier versions. */
export function startFile(notes: readonly string[]): string | null {
  for (const note of notes) {
    const [, file] = /^Started from the weights of (.+) \(\d+ tensors\)\./.exec(note) ?? [];
    if (file !== undefined) return file;
  }
  return null;
}
