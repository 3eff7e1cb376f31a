import type { LayersModel, Tensor, Variable } from '@tensorflow/tfjs-node-gpu';
import { AppError } from '../../../src-shared/errors.ts';
import type { BuiltNet, ImageShape } from '../../../src-shared/nets/net-spec.ts';
import { netVariables } from '../../../src-shared/nets/variables.ts';
import { INPUT_DEVIATION, INPUT_MEAN, momentumOf, sessionVariables } from '../graph/variables-graph.ts';
import type { NetSession, Pictures, SessionSettings } from '../net-session.ts';
import { RECORD } from '../protocol.ts';
import type { TensorFlow } from '../tensorflow/load-tensorflow.ts';
import { activationOf, buildModel } from './build-model.ts';

type Tf = TensorFlow['tf'];

/**
 * Runs a network op by op with plain tfjs, differentiated by tfjs itself: slow, and the reference that the compiled step is tested against.
 * It differs from it only in which units dropout picks. Errors: `unsupported` for bfloat16, which tfjs does not have.
 */
export function eagerSession(tf: Tf, net: BuiltNet, settings: SessionSettings): NetSession {
  if (settings.precision !== 'float32') {
    throw new AppError(
      'unsupported',
      'The eager mode computes in float32 only: choose that precision, or the compiled mode.',
    );
  }
  const model = buildModel(tf, net);
  const held = holdVariables(tf, net, model);
  const value = (name: string): Variable => {
    const variable = held.get(name);
    if (!variable) throw new Error(`The network has no variable ${name}`);
    return variable;
  };
  const rates = dropoutRates(net);

  /** Applies layer by layer, as far as `until` where it is named; drops units where `step` says that this is training. */
  const forward = (pictures: Pictures, step: number | null, until?: string): Tensor => {
    let x = prepare(tf, net, pictures, value(INPUT_MEAN), value(INPUT_DEVIATION));
    for (const layer of model.layers) {
      x = tensorOf(layer.apply(x, { training: step !== null }));
      const rate = rates.get(layer.name);
      if (rate && step !== null && settings.dropout) {
        x = x.mul(dropMask(tf, x.shape, rate, `${settings.seed}/${step}/${layer.name}`));
      }
      if (layer.name === until) break;
    }
    return x;
  };

  return {
    variables: sessionVariables(netVariables(net)),
    trainStep: (batch, learningRate, step) =>
      tf.tidy(() => {
        const labels = tf.oneHot(tf.tensor1d(batch.labels, 'int32'), net.classes);
        const trainable = netVariables(net).filter((v) => v.trainable);
        let top1 = 0;
        const { value: loss, grads } = tf.variableGrads(
          () => {
            const logits = forward(batch, step);
            top1 = logits.argMax(-1).equal(labels.argMax(-1)).mean().dataSync()[0] ?? 0;
            return tf.losses.softmaxCrossEntropy(labels, logits).asScalar();
          },
          trainable.map((v) => value(v.name)),
        );
        for (const { name, role } of trainable) {
          const weights = value(name);
          const gradient = grads[weights.name];
          if (!gradient) throw new Error(`tfjs found no gradient for ${name}`);
          const decay = role === 'kernel' ? settings.weightDecay : 0;
          const velocity = value(momentumOf(name));
          velocity.assign(
            velocity.mul(settings.momentum).sub(gradient.add(weights.mul(decay)).mul(learningRate)),
          );
          weights.assign(weights.add(velocity));
        }
        return { loss: loss.dataSync()[0] ?? Number.NaN, top1 };
      }),
    logits: (pictures) => tf.tidy(() => Float32Array.from(forward(pictures, null).dataSync())),
    spread: (layer, pictures) =>
      tf.tidy(() => Math.sqrt(tf.moments(forward(pictures, null, layer)).variance.dataSync()[0] ?? 0)),
    read: (name) => Float32Array.from(value(name).dataSync()),
    write: (name, values) =>
      tf.tidy(() => value(name).assign(tf.tensor(values, value(name).shape, 'float32'))),
    fill: (name, number) => tf.tidy(() => value(name).assign(tf.fill(value(name).shape, number))),
    draw: (name, deviation, salt) =>
      tf.tidy(() =>
        value(name).assign(tf.randomNormal(value(name).shape, 0, deviation, 'float32', settings.seed + salt)),
      ),
    rescale: (name, factor) => tf.tidy(() => value(name).assign(value(name).mul(factor))),
    close: () => {
      for (const variable of held.values()) variable.dispose();
    },
  };
}

/** What the session holds by its name in checkpoints: the model's own variables, input statistics, the optimizer's. */
function holdVariables(tf: Tf, net: BuiltNet, model: LayersModel): Map<string, Variable> {
  const own = new Map(model.layers.map((layer) => [layer.name, layer.weights]));
  const taken = new Map<string, number>();
  const variables = netVariables(net).map(({ name, layer }): [string, Variable] => {
    const index = taken.get(layer) ?? 0;
    taken.set(layer, index + 1);
    const weight = own.get(layer)?.[index];
    if (!weight) throw new Error(`tfjs made no variable ${name}`);
    // LayerVariable keeps its tf.Variable to itself; `read` gives it back under a wider type.
    return [name, weight.read() as Variable];
  });
  const known = new Map(variables);
  const others = sessionVariables(netVariables(net))
    .filter(({ name }) => !known.has(name))
    .map(({ name, shape }): [string, Variable] => [name, tf.variable(tf.zeros([...shape]))]);
  return new Map([...variables, ...others]);
}

/** Records to what the network takes in: float32 [count, height, width, channels], cropped, mirrored and normalised. */
function prepare(tf: Tf, net: BuiltNet, pictures: Pictures, mean: Variable, deviation: Variable): Tensor {
  const moved = tf.tensor4d(crop(pictures, net.input), [pictures.count, ...net.input], 'float32');
  return moved.sub(mean).div(deviation);
}

/** Does what ImageProjectiveTransformV3 does for the rows that `transformsOf` makes; tfjs-node has no kernel for it. */
function crop({ count, records, transforms }: Pictures, [height, width, channels]: ImageShape): Float32Array {
  const out = new Float32Array(count * height * width * channels);
  let place = 0;
  for (let picture = 0; picture < count; picture++) {
    const [xScale = 1, , left = 0, , , top = 0] = transforms.subarray(picture * 8);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const column = xScale * x + left;
        const from = ((picture * RECORD.height + y + top) * RECORD.width + column) * channels;
        for (let channel = 0; channel < channels; channel++) out[place++] = records[from + channel] ?? 0;
      }
    }
  }
  return out;
}

/** Zeros with probability `rate`, elsewhere 1 / (1 − rate); the same for the same seed. */
function dropMask(tf: Tf, shape: number[], rate: number, seed: string): Tensor {
  const uniform = tf.randomUniform(shape, 0, 1, 'float32', seed);
  return uniform
    .greaterEqual(rate)
    .cast('float32')
    .div(1 - rate);
}

/** Dropout rates by the name of the tfjs layer that they follow. */
function dropoutRates(net: BuiltNet): Map<string, number> {
  return new Map(
    net.layers.flatMap((layer): [string, number][] => {
      if (layer.type === 'dropout') return [[layer.name, layer.rate]];
      return layer.type === 'dense' && layer.dropout ? [[activationOf(layer.name), layer.dropout]] : [];
    }),
  );
}

function tensorOf(output: Tensor | Tensor[] | object): Tensor {
  // Every layer that `buildModel` makes has one tensor as its output when it is given one.
  return output as Tensor;
}
