import type { Tensor, Variable } from '@tensorflow/tfjs-node-gpu';
import { AppError } from '../../../src-shared/errors.ts';
import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { type NetVariable, netVariables } from '../../../src-shared/nets/variables.ts';
import { averageOf } from '../checkpoint/tensor-names.ts';
import {
  type BentPictures,
  type Draws,
  type NetSession,
  type Pictures,
  type SessionSettings,
  type TrainingBatch,
  watchedStride,
} from '../net-session.ts';
import { COLOUR_AXES, INPUT_DEVIATION, INPUT_MEAN, sessionVariables } from '../session-variables.ts';
import type { TensorFlow } from '../tensorflow/load-tensorflow.ts';
import { augmentedPictures, centredPictures } from './eager-input.ts';
import type { EagerContext, EagerOutput } from './eager-layer.ts';
import { updateEagerly } from './eager-update.ts';
import { forwardPass } from './forward-pass.ts';

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
  const variables = netVariables(net);
  const held = holdVariables(tf, variables, settings);
  const value = (name: string): Variable => {
    const variable = held.get(name);
    if (!variable) throw new Error(`The network has no variable ${name}`);
    return variable;
  };
  const pass = forwardPass(net);
  const infer = (input: Tensor, until?: string): EagerOutput =>
    pass({ tf, variable: value, training: false, uniform: null }, input, until);
  const train = (input: Tensor, step: number): EagerOutput => {
    const uniform: EagerContext['uniform'] = (shape, layer) =>
      tf.randomUniform([...shape], 0, 1, 'float32', `${settings.seed}/${step}/${layer}`);
    return pass({ tf, variable: value, training: true, uniform: settings.dropout ? uniform : null }, input);
  };

  const { augmentation } = settings;
  const centred = (pictures: Pictures | BentPictures): Tensor =>
    centredPictures(tf, net, pictures, value(INPUT_MEAN));
  const plain = (pictures: Pictures): Tensor => centred(pictures).div(value(INPUT_DEVIATION));
  const augmented = (batch: TrainingBatch): Tensor =>
    augmentedPictures(tf, centred(batch), batch.draws, augmentation, held.get(COLOUR_AXES)).div(
      value(INPUT_DEVIATION),
    );

  return {
    variables: sessionVariables(variables, settings),
    trainStep: (batch, learningRate, step, watched = []) =>
      tf.tidy(() => {
        const labels = tf.oneHot(tf.tensor1d(batch.labels, 'int32'), net.classes);
        const targets = augmentation.mixing.kind === 'none' ? labels : mixedLabels(tf, labels, batch.draws);
        let top1 = 0;
        const { value: loss, grads } = tf.variableGrads(
          () => {
            const logits = train(augmented(batch), step).output;
            top1 = logits.argMax(-1).equal(labels.argMax(-1)).mean().dataSync()[0] ?? 0;
            return tf.losses.softmaxCrossEntropy(targets, logits).asScalar();
          },
          variables.filter((v) => v.trainable).map((v) => value(v.name)),
        );
        updateEagerly({ tf, variables, value, settings }, grads, learningRate, step);
        const gradients = watched.map((name) => someOf(gradientOf(grads, value(name).name)));
        return { loss: loss.dataSync()[0] ?? Number.NaN, top1, gradients };
      }),
    logits: (pictures) =>
      tf.tidy(() =>
        withAverages(variables, held, () => Float32Array.from(infer(plain(pictures)).output.dataSync())),
      ),
    activations: (names, pictures) =>
      tf.tidy(() =>
        withAverages(variables, held, () =>
          names.map((name) => Float32Array.from(infer(plain(pictures), name).output.dataSync())),
        ),
      ),
    spread: (layer, pictures) =>
      tf.tidy(() => Math.sqrt(tf.moments(infer(plain(pictures), layer).linear).variance.dataSync()[0] ?? 0)),
    read: (name) => Float32Array.from(value(name).dataSync()),
    readAll: (names) => names.map((name) => Float32Array.from(value(name).dataSync())),
    readSome: (names) => tf.tidy(() => names.map((name) => someOf(value(name)))),
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

/** Every `watchedStride`th value. */
function someOf(tensor: Tensor): Float32Array {
  const { size } = tensor;
  return Float32Array.from(
    tensor
      .flatten()
      .stridedSlice([0], [size], [watchedStride(size)])
      .dataSync(),
  );
}

function gradientOf(gradients: Readonly<Record<string, Tensor>>, variable: string): Tensor {
  const gradient = gradients[variable];
  if (!gradient) throw new Error('tfjs found no gradient for a watched variable');
  return gradient;
}

/** Share of the own label, the rest of the partner's. */
function mixedLabels(tf: Tf, labels: Tensor, { partners, shares }: Draws): Tensor {
  const own = tf.tensor2d(shares, [shares.length, 1]);
  const others = labels.gather(tf.tensor1d(partners, 'int32'));
  return labels.mul(own).add(others.mul(tf.scalar(1).sub(own)));
}

/** Runs with the averages of the weights in their place, where there are any, and puts the weights back. */
function withAverages<T>(
  variables: readonly NetVariable[],
  held: ReadonlyMap<string, Variable>,
  run: () => T,
): T {
  const swapped = variables.flatMap(({ name }) => {
    const [weights, average] = [held.get(name), held.get(averageOf(name))];
    return weights && average ? [{ weights, average, kept: weights.clone() }] : [];
  });
  for (const { weights, average } of swapped) weights.assign(average.clone());
  const result = run();
  for (const { weights, kept } of swapped) weights.assign(kept);
  return result;
}

/** What the session holds by its name in checkpoints: the network's variables, input statistics, the optimizer's. All are zero. */
function holdVariables(
  tf: Tf,
  variables: readonly NetVariable[],
  settings: SessionSettings,
): Map<string, Variable> {
  return new Map(
    sessionVariables(variables, settings).map(({ name, shape }) => [name, tf.variable(tf.zeros([...shape]))]),
  );
}
