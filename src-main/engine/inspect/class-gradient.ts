import { elementsOf } from '../../../src-shared/nets/net-spec.ts';
import type { Ref } from '../graph/graph-builder.ts';
import type { Tensor } from '../protocol.ts';
import { type Fed, fedPixels, type InspectSession } from './inspect-session.ts';

/** What a method finds; `figures` only where it has some of its own. */
export interface Explanation {
  readonly map: Tensor;
  /** [height, width, 3] */
  readonly pixels?: Tensor;
  readonly figures?: Readonly<Record<string, number>>;
}

/** The gradient of a class's logit by each picture's pixels, [count, height, width, 3]. */
export function classGradient(session: InspectSession, pixels: Float32Array, index: number): Float32Array {
  const { graph } = session;
  const feeds = { ...fedPixels(session, pixels), ...oneHot(session, pixels, index) };
  return session.run(feeds, [graph.pixelsGradient])[0] ?? new Float32Array();
}

/** A gradient by the logits that is 1 for one class, for as many pictures as there are. */
export function oneHot(session: InspectSession, pixels: Float32Array, index: number): Record<Ref, Fed> {
  const { net, graph, classes } = session;
  const count = pixels.length / elementsOf(net.input);
  const data = new Float32Array(count * classes.length);
  for (let row = 0; row < count; row++) data[row * classes.length + index] = 1;
  return { [graph.logitsGradient]: { shape: [count, classes.length], data } };
}

/** Sums over the three colours: [height, width, 3] to [height, width]. */
export function overColours(values: Float32Array, of: (value: number) => number = (v) => v): Float32Array {
  return Float32Array.from(
    { length: values.length / 3 },
    (_, at) => of(values[at * 3] ?? 0) + of(values[at * 3 + 1] ?? 0) + of(values[at * 3 + 2] ?? 0),
  );
}
