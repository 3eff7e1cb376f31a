import { AppError } from '../../../src-shared/errors.ts';
import { type ExportProof, toleranceOf } from '../../../src-shared/export-formats.ts';
import { classProbabilities } from '../evaluate.ts';
import type { NetSession } from '../net-session.ts';
import { noiseRecords } from '../noise-batch.ts';
import { RECORD, type Samples } from '../protocol.ts';
import { openRecords } from '../records.ts';
import type { ExportFormat, ExportSource } from './export-format.ts';

/** What a proof looks at. */
export interface ProofRecords {
  readonly of: ExportProof['of'];
  /** uint8 [n, 256, 256, 3] */
  readonly records: Uint8Array;
}

/** Pictures of noise, where there are no others. */
const NOISE_PICTURES = 100;
/** Records that go through a network at once. */
const BATCH = 10;

/** The pictures to compare on. Errors: `damaged`. */
export async function proofRecords(
  wanted: { recordsFile: string; samples: Samples } | 'noise',
): Promise<ProofRecords> {
  if (wanted === 'noise') {
    return { of: 'noise', records: noiseRecords(NOISE_PICTURES) };
  }
  const source = await openRecords(wanted.recordsFile);
  try {
    const indices = Array.from(wanted.samples.slots.keys());
    return { of: 'pictures', records: await source.read(wanted.samples, indices) };
  } finally {
    await source.close();
  }
}

/**
 * Runs the pictures through the engine and through the export, loaded again by its own runtime, and compares the probabilities. Closes the session before
 * the export is loaded, so that memory need not hold both. Errors: `not-proven` with the difference.
 */
export async function prove(
  { of, records }: ProofRecords,
  session: NetSession,
  format: ExportFormat,
  source: ExportSource,
  path: string,
  progress: (done: number, total: number) => Promise<void>,
): Promise<ExportProof> {
  const about = { input: source.net.input, classes: source.labels };
  const pictures = records.length / RECORD.bytes;
  const batches = batchesOf(records);
  let passes = 0;
  const passed = (batch: Uint8Array): Promise<void> => {
    passes += batch.length / RECORD.bytes;
    return progress(passes / 2, pictures);
  };

  const expected: Float32Array[] = [];
  try {
    for (const batch of batches) {
      expected.push(classProbabilities(session, batch, about, 1));
      await passed(batch);
    }
  } finally {
    session.close();
  }
  const exported = await format.open(source, path);
  let largestDifference = 0;
  try {
    for (const [index, batch] of batches.entries()) {
      const found = await exported.predict(batch);
      largestDifference = Math.max(largestDifference, largestBetween(expected[index] ?? [], found));
      await passed(batch);
    }
  } finally {
    await exported.close();
  }
  const tolerance = toleranceOf(source.options);
  // Written so that a difference that is not a number fails too.
  if (!(largestDifference <= tolerance)) {
    throw new AppError(
      'not-proven',
      `The export gave other probabilities than the engine: on ${pictures} pictures they differ by up to ${largestDifference.toPrecision(2)}, and ${tolerance} is allowed. The file was deleted.${source.options.float16 ? ' Try it without half precision.' : ''}`,
    );
  }
  return { pictures, of, largestDifference, tolerance };
}

function batchesOf(records: Uint8Array): Uint8Array[] {
  const size = BATCH * RECORD.bytes;
  return Array.from({ length: Math.ceil(records.length / size) }, (_, index) =>
    // Copies, because a runtime may take the whole buffer of what it is given.
    records.slice(index * size, (index + 1) * size),
  );
}

/** The largest distance of two values in the same place; not a number where one of them is none, or where there are not as many. */
function largestBetween(expected: ArrayLike<number>, found: ArrayLike<number>): number {
  if (expected.length !== found.length) return Number.NaN;
  let largest = 0;
  for (let index = 0; index < expected.length; index++)
    largest = Math.max(largest, Math.abs((expected[index] ?? 0) - (found[index] ?? 0)));
  return largest;
}
