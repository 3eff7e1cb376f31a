import { AppError } from '../../../src-shared/errors.ts';
import type { Answer, Samples } from '../protocol.ts';
import type { Records } from '../records.ts';
import { fedPixels, type InspectSession } from './inspect-session.ts';
import { splitBatches } from './split-batches.ts';
import { UnitScan } from './unit-scan.ts';
import type { Working } from './working.ts';

/** Looks at all units of a layer on every picture of a split: the answer is `UnitScan.tensors`. Errors: `not-found`, `bad-request` (no units), `damaged`. */
export async function scanUnits(
  session: InspectSession,
  records: Records,
  { layer, samples }: { layer: string; samples: Samples },
  working: Working,
): Promise<Answer> {
  const { traced, refs } = session.layer(layer);
  if (refs.peak === undefined || refs.peakAt === undefined) {
    throw new AppError('bad-request', `Layer ${layer} has no units that could be looked at one by one.`);
  }
  const scan = new UnitScan(traced.output.at(-1) ?? 1, session.classes.length);
  for await (const batch of splitBatches(records, samples, working)) {
    const pixels = fedPixels(session, session.pixels(batch.records));
    const [peaks = [], places = []] = session.runInts(pixels, [refs.peak, refs.peakAt]);
    scan.add(peaks, places, batch.labels);
  }
  return { tensors: scan.tensors(), figures: {} };
}
