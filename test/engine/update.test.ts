import { expect, test } from 'vitest';
import { averageOf } from '../../src-main/engine/checkpoint/tensor-names.ts';
import { cropBytes } from '../../src-main/engine/crops.ts';
import { eagerSession } from '../../src-main/engine/eager/eager-session.ts';
import { compiledSession } from '../../src-main/engine/graph/compiled-session.ts';
import { entry } from '../../src-main/engine/graph/entry.ts';
import { buildNetGraph } from '../../src-main/engine/graph/net-graph.ts';
import type {
  NetSession,
  Pictures,
  SessionSettings,
  TrainingBatch,
} from '../../src-main/engine/net-session.ts';
import { initialise } from '../../src-main/engine/train/initialise.ts';
import { type NetVariable, netVariables } from '../../src-shared/nets/variables.ts';
import { OPTIMIZERS, type Optimizer } from '../../src-shared/recipe/optimizer.ts';
import { PLAIN_TRAINING } from '../../src-shared/recipe.ts';
import { noiseBatch, STATISTICS, testTensorFlow } from '../helpers/engine-parts.ts';
import { smallNet } from '../helpers/small-net.ts';

const NET = smallNet(3);
const VARIABLES = netVariables(NET);
const SETTINGS: SessionSettings = { ...PLAIN_TRAINING, precision: 'float32', dropout: false, seed: 1 };
const RATE = 0.02;

type Values = ReadonlyMap<string, Float64Array>;

function open(settings: Partial<SessionSettings>): NetSession {
  const session = compiledSession(testTensorFlow().binding, NET, { ...SETTINGS, ...settings });
  initialise(session, NET, 'he', STATISTICS, noiseBatch(2, 3, NET.input));
  return session;
}

const batchOf = (step: number): TrainingBatch & Pictures => noiseBatch(4, 3, NET.input, step);

/** The gradient of a batch at these weights: plain descent with rate 1 takes exactly that away. */
function gradientAt(weights: Values, batch: TrainingBatch): Values {
  const session = open({ optimizer: { ...OPTIMIZERS.sgd, momentum: 0 } });
  for (const [name, values] of weights) session.write(name, Float32Array.from(values));
  const before = valuesOf(session);
  session.trainStep(batch, 1, 1);
  const after = valuesOf(session);
  session.close();
  return new Map([...before].map(([name, values]) => [name, minus(values, after.get(name))]));
}

function valuesOf(session: NetSession): Values {
  return new Map(VARIABLES.map(({ name }) => [name, Float64Array.from(session.read(name))]));
}

function minus(a: Float64Array, b: Float64Array | undefined): Float64Array {
  return a.map((value, index) => value - (b?.[index] ?? 0));
}

function expectClose(
  actual: Float32Array,
  expected: Float64Array | Float32Array | undefined,
  tolerance: number,
): void {
  let [difference, size] = [0, 1e-3];
  for (const [index, value] of actual.entries()) {
    difference = Math.max(difference, Math.abs(value - (expected?.[index] ?? Number.NaN)));
    size = Math.max(size, Math.abs(value));
  }
  expect(difference / size).toBeLessThan(tolerance);
}

/** Each optimizer's rule as its paper or framework has it, in float64: takes gradients of one element after another. */
function ruleOf(optimizer: Optimizer): (gradient: number, memory: number[], update: number) => number {
  switch (optimizer.kind) {
    case 'sgd':
      return (g, memory) => {
        const velocity = optimizer.momentum * (memory[0] ?? 0) - RATE * g;
        memory[0] = velocity;
        return optimizer.nesterov ? optimizer.momentum * velocity - RATE * g : velocity;
      };
    case 'rmsprop':
      return (g, memory) => {
        memory[0] = optimizer.rho * (memory[0] ?? 0) + (1 - optimizer.rho) * g * g;
        memory[1] =
          optimizer.momentum * (memory[1] ?? 0) + (RATE * g) / Math.sqrt(memory[0] + optimizer.epsilon);
        return -memory[1];
      };
    case 'adam':
    case 'adamw':
      return (g, memory, update) => {
        const { beta1, beta2, epsilon } = optimizer;
        memory[0] = beta1 * (memory[0] ?? 0) + (1 - beta1) * g;
        memory[1] = beta2 * (memory[1] ?? 0) + (1 - beta2) * g * g;
        const rate = (RATE * Math.sqrt(1 - beta2 ** update)) / (1 - beta1 ** update);
        return (-rate * memory[0]) / (Math.sqrt(memory[1]) + epsilon);
      };
  }
}

const KINDS: [string, Optimizer][] = [
  ['plain descent', { ...OPTIMIZERS.sgd, momentum: 0 }],
  ['momentum', OPTIMIZERS.sgd],
  ['Nesterov momentum', { ...OPTIMIZERS.sgd, nesterov: true }],
  ['RMSprop', { ...OPTIMIZERS.rmsprop, momentum: 0.8, epsilon: 1e-4 }],
  ['Adam', { ...OPTIMIZERS.adam, epsilon: 1e-3 }],
  ['AdamW', { ...OPTIMIZERS.adamw, epsilon: 1e-3 }],
];

test.each(KINDS)('%s follows its rule in float64, with weight decay', (_, optimizer) => {
  const weightDecay = 0.1;
  const session = open({ optimizer, weightDecay });
  const rule = ruleOf(optimizer);
  const memories = new Map(VARIABLES.map(({ name }) => [name, new Map<number, number[]>()]));
  let weights = valuesOf(session);
  for (let step = 1; step <= 4; step++) {
    const gradients = gradientAt(weights, batchOf(step));
    weights = new Map(VARIABLES.map((variable) => [variable.name, moved(variable, step, gradients)]));
    session.trainStep(batchOf(step), RATE, step);
  }
  for (const { name } of VARIABLES) expectClose(session.read(name), weights.get(name), 1e-4);
  session.close();

  function moved({ name, role }: NetVariable, step: number, gradients: Values): Float64Array {
    const decay = role === 'kernel' ? weightDecay : 0;
    const isDecoupled = optimizer.kind === 'adamw';
    return Float64Array.from(weights.get(name) ?? [], (w, index) => {
      const memory = memories.get(name)?.get(index) ?? [];
      memories.get(name)?.set(index, memory);
      const gradient = (gradients.get(name)?.[index] ?? 0) + (isDecoupled ? 0 : decay * w);
      return w * (isDecoupled ? 1 - RATE * decay : 1) + rule(gradient, memory, step);
    });
  }
});

test('what the recipe does not ask for is not in the graph', () => {
  const nodes = buildNetGraph(NET, SETTINGS, 'cpu').map(({ name }) => name);
  const updates = VARIABLES.map(({ name }) => `update/${name}`);
  const own = /^(update|accumulate|norm|clip|mean|scaled|gate|average|loss_scale|augment|live)\//;
  expect(nodes.filter((name) => own.test(name)).sort()).toEqual(['update/momentum', ...updates].sort());
  expect(nodes).not.toContain(entry.addedLoss);
});

test('a gradient whose norm is too large is scaled down to it, a smaller one is left alone', () => {
  const session = open({ optimizer: { ...OPTIMIZERS.sgd, momentum: 0 } });
  const before = valuesOf(session);
  session.close();
  const gradient = gradientAt(before, batchOf(1));
  const norm = Math.hypot(...[...gradient.values()].flatMap((values) => [...values]));
  for (const clipNorm of [norm / 3, norm * 2]) {
    const clipped = open({ optimizer: { ...OPTIMIZERS.sgd, momentum: 0 }, clipNorm });
    clipped.trainStep(batchOf(1), 1, 1);
    for (const [name, values] of before) {
      const factor = Math.min(1, clipNorm / norm);
      expectClose(
        clipped.read(name),
        minus(
          values,
          gradient.get(name)?.map((g) => g * factor),
        ),
        1e-5,
      );
    }
    clipped.close();
  }
});

test('three accumulated batches make the update of one that is three times as large', () => {
  const whole = noiseBatch(6, 3, NET.input, 5);
  const size = cropBytes(NET.input);
  const part = (from: number): TrainingBatch => ({
    ...whole,
    count: 2,
    crops: whole.crops.subarray(from * size, (from + 2) * size),
    labels: whole.labels.subarray(from, from + 2),
  });
  const settings = { optimizer: OPTIMIZERS.adam, weightDecay: 0.01, clipNorm: 1 };
  const large = open(settings);
  const small = open({ ...settings, accumulation: 3 });
  const first = small.read('dense/kernel');
  large.trainStep(whole, RATE, 1);
  for (const step of [1, 2]) small.trainStep(part(2 * (step - 1)), RATE, step);
  expect(small.read('dense/kernel')).toEqual(first);
  small.trainStep(part(4), RATE, 3);
  for (const { name } of VARIABLES) expectClose(small.read(name), large.read(name), 1e-5);

  large.trainStep(whole, RATE, 2);
  for (const step of [4, 5, 6]) small.trainStep(part(2 * (step - 4)), RATE, step);
  for (const { name } of VARIABLES) expectClose(small.read(name), large.read(name), 1e-5);
  large.close();
  small.close();
});

test('averages begin as the weights, follow them, and are what predicts, while initialisation sees the weights', () => {
  const session = open({ averaging: 0.5 });
  const [kernel, average] = ['dense/kernel', averageOf('dense/kernel')];
  expect(session.read(average)).toEqual(session.read(kernel));
  let expected = Float64Array.from(session.read(average));
  for (const step of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
    session.trainStep(batchOf(step), RATE, step);
    const kept = Math.min(0.5, (1 + step) / (10 + step));
    const weights = session.read(kernel);
    expected = expected.map((value, index) => kept * value + (1 - kept) * (weights[index] ?? 0));
  }
  expectClose(session.read(average), expected, 1e-6);

  const pictures = batchOf(1);
  const [spread, logits] = [session.spread('dense', pictures), session.logits(pictures)];
  session.fill(kernel, 0);
  expect(session.logits(pictures)).toEqual(logits);
  expect(session.spread('dense', pictures)).not.toBe(spread);
  session.close();
});

test('everything at once trains alike compiled and op by op', () => {
  const settings: SessionSettings = {
    ...SETTINGS,
    optimizer: OPTIMIZERS.adamw,
    weightDecay: 0.01,
    clipNorm: 0.5,
    accumulation: 2,
    averaging: 0.9,
  };
  const compiled = open(settings);
  const eager = eagerSession(testTensorFlow().tf, NET, settings);
  for (const { name } of compiled.variables) eager.write(name, compiled.read(name));
  for (let step = 1; step <= 6; step++) {
    expect(compiled.trainStep(batchOf(step), 0.002, step).loss).toBeCloseTo(
      eager.trainStep(batchOf(step), 0.002, step).loss,
      4,
    );
  }
  for (const { name } of compiled.variables) expectClose(compiled.read(name), eager.read(name), 1e-3);
  expectClose(compiled.logits(batchOf(1)), eager.logits(batchOf(1)), 1e-3);
  compiled.close();
  eager.close();
});
