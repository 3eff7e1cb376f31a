import type { Tensor, Tensor4D, Variable } from '@tensorflow/tfjs-node-gpu';
import { forwardPass } from '../../src-main/engine/eager/forward-pass.ts';
import { type InspectSession, inspectSession } from '../../src-main/engine/inspect/inspect-session.ts';
import { RECORD } from '../../src-main/engine/protocol.ts';
import { INPUT_DEVIATION, INPUT_MEAN } from '../../src-main/engine/session-variables.ts';
import type { TensorFlow } from '../../src-main/engine/tensorflow/load-tensorflow.ts';
import type { BuiltNet } from '../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../src-shared/nets/nets.ts';
import { netVariables } from '../../src-shared/nets/variables.ts';
import { random } from '../../src-shared/random.ts';
import { STATISTICS, testTensorFlow } from './engine-parts.ts';

export const SMALL = netSpec('alexnet-small', 4);

/** A network with drawn weights under inspection, and the same weights for tfjs, which differentiates by itself. */
export interface InspectedNet {
  readonly tf: TensorFlow['tf'];
  readonly session: InspectSession;
  /** What a layer gives for pixels [count, height, width, 3], by tfjs op by op. */
  readonly eager: (pixels: Tensor, layer?: string) => Tensor;
  /** Logits from what a layer of a network without branches gave. */
  readonly eagerFrom: (layer: string, output: Tensor) => Tensor;
  close(): void;
}

/** Opens both. */
export function openInspected(net: BuiltNet = SMALL): InspectedNet {
  const { tf } = testTensorFlow();
  const session = inspectSession(
    net,
    Array.from({ length: net.classes }, (_, index) => `class ${index}`),
  );
  const held = new Map<string, Variable>();
  const put = (name: string, shape: readonly number[], values: Float32Array): void => {
    session.write(name, values);
    const variable = tf.variable(tf.tensor(values, [...shape]), false);
    held.set(name, variable);
  };
  session.write(INPUT_MEAN, STATISTICS.mean);
  session.write(INPUT_DEVIATION, STATISTICS.deviation);
  for (const { name, shape, role, fanIn } of netVariables(net)) {
    const from = random('inspected', name);
    const size = shape.reduce((a, b) => a * b, 1);
    const isAroundOne = role === 'gamma' || role === 'moving-variance';
    put(
      name,
      shape,
      Float32Array.from({ length: size }, () => {
        if (role === 'kernel') return from.uniform(-1, 1) * Math.sqrt(6 / fanIn);
        return isAroundOne ? from.uniform(0.75, 1.25) : from.uniform(-0.1, 0.1);
      }),
    );
  }
  const pass = forwardPass(net);
  const variable = (name: string): Variable => {
    const found = held.get(name);
    if (!found) throw new Error(`No variable ${name}`);
    return found;
  };
  return {
    tf,
    session,
    eager: (pixels, layer) =>
      pass({ tf, variable, training: false, uniform: null }, pixels as Tensor4D, layer).output,
    eagerFrom: (layer, output) => {
      const behind = net.layers.slice(net.layers.findIndex(({ name }) => name === layer) + 1);
      // The input's shape counts as an image's; every layer behind a map takes it so.
      const input = output.shape.slice(1) as unknown as BuiltNet['input'];
      const rest = forwardPass({ input, layers: behind });
      return rest({ tf, variable, training: false, uniform: null }, output).output;
    },
    close: () => {
      session.close();
      for (const one of held.values()) one.dispose();
    },
  };
}

/** Records of blurred noise, which looks more like pictures than noise does. */
export function blurredRecords(count: number, seed = 1): Uint8Array {
  const records = new Uint8Array(count * RECORD.bytes);
  for (let picture = 0; picture < count; picture++) {
    const from = random('record', seed, picture);
    const waves = Array.from(
      { length: 9 },
      () => [from.uniform(0, 0.12), from.uniform(0, 0.12), from.uniform(0, 6)] as const,
    );
    for (let at = 0; at < RECORD.bytes; at++) {
      const [y, x, c] = [Math.floor(at / 768), Math.floor(at / 3) % 256, at % 3];
      const value = waves.reduce(
        (sum, [a, b, phase], index) => (index % 3 === c ? sum + Math.sin(a * y + b * x + phase) : sum),
        0,
      );
      records[picture * RECORD.bytes + at] = Math.round(127 + 40 * value);
    }
  }
  return records;
}
