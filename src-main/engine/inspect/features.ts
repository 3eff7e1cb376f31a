import type { Answer, Samples } from '../protocol.ts';
import type { Records } from '../records.ts';
import { fedPixels, type InspectSession } from './inspect-session.ts';
import { principalComponents } from './principal-components.ts';
import { splitBatches } from './split-batches.ts';
import type { Working } from './working.ts';

/** What a layer gives for every picture of a split, which class is predicted, and the plane in which these outputs vary most. */
export async function features(
  session: InspectSession,
  records: Records,
  { layer, samples }: { layer: string; samples: Samples },
  working: Working,
): Promise<Answer> {
  const { traced, refs } = session.layer(layer);
  const pictures = samples.slots.length;
  const units = traced.output.reduce((product, size) => product * size, 1);
  const classes = session.classes.length;
  const outputs = new Float32Array(pictures * units);
  const predicted = new Int32Array(pictures);
  for await (const batch of splitBatches(records, samples, working)) {
    const pixels = fedPixels(session, session.pixels(batch.records));
    const [output = [], logits = new Float32Array()] = session.run(pixels, [
      refs.fetched,
      session.graph.logits,
    ]);
    outputs.set(output, batch.start * units);
    for (let row = 0; row < batch.labels.length; row++) {
      predicted[batch.start + row] = largest(logits.subarray(row * classes, (row + 1) * classes));
    }
  }
  const { projected, explained } = principalComponents(outputs, [pictures, units]);
  return {
    tensors: {
      features: { shape: [pictures, units], data: outputs },
      predicted: { shape: [pictures], data: predicted },
      pca: { shape: [pictures, 2], data: projected },
    },
    figures: { first: finite(explained[0]), second: finite(explained[1]) },
  };
}

function largest(values: Float32Array): number {
  return values.reduce((best, value, index) => (value > (values[best] ?? value) ? index : best), 0);
}

/** Messages have no other numbers; weights that are none have no plane. */
function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
