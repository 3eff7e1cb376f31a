import { describe, expect, test } from 'vitest';
import { eagerSession } from '../../src-main/engine/eager/eager-session.ts';
import { drawFeeds } from '../../src-main/engine/graph/augment/draw-feeds.ts';
import { compiledSession } from '../../src-main/engine/graph/compiled-session.ts';
import { GraphBuilder } from '../../src-main/engine/graph/graph-builder.ts';
import { emitInput } from '../../src-main/engine/graph/input-graph.ts';
import { pictureFeeds } from '../../src-main/engine/graph/picture-feeds.ts';
import { openSession } from '../../src-main/engine/graph/session.ts';
import { emitVariables, nodes } from '../../src-main/engine/graph/variables-graph.ts';
import type { SessionSettings } from '../../src-main/engine/net-session.ts';
import { RECORD } from '../../src-main/engine/protocol.ts';
import {
  COLOUR_AXES,
  INPUT_DEVIATION,
  INPUT_MEAN,
  sessionVariables,
} from '../../src-main/engine/session-variables.ts';
import { initialise } from '../../src-main/engine/train/initialise.ts';
import { transformsOf } from '../../src-main/engine/views.ts';
import { random } from '../../src-shared/random.ts';
import {
  type Augmentation,
  CROP_AND_MIRROR,
  MIXINGS,
  NO_AUGMENTATION,
} from '../../src-shared/recipe/augmentation.ts';
import { PLAIN_TRAINING } from '../../src-shared/recipe.ts';
import {
  batchOf,
  type DrawnBatch,
  drawnBatch,
  noiseBatch,
  STATISTICS,
  testTensorFlow,
} from '../helpers/engine-parts.ts';
import { smallNet } from '../helpers/small-net.ts';

const NET = smallNet(3);
const SETTINGS: SessionSettings = { ...PLAIN_TRAINING, precision: 'float32', dropout: false, seed: 1 };
const EVERYTHING: Augmentation = {
  ...CROP_AND_MIRROR,
  rotation: 25,
  shear: 10,
  scale: 0.2,
  colourShift: 0.5,
  brightness: 0.2,
  contrast: 0.3,
  erasing: 0.8,
  mixing: MIXINGS.mixup,
};

/** Pictures that change slowly from pixel to pixel, so that interpolating them is well conditioned. */
function smoothBatch(augmentation: Augmentation, net = NET, count = 3): DrawnBatch {
  const batch = drawnBatch(count, net.classes, net.input, 4, augmentation);
  const records = batch.records.map((_, index) => {
    const [x, y] = [
      Math.floor(index / 3) % RECORD.width,
      Math.floor(index / 3 / RECORD.width) % RECORD.height,
    ];
    const picture = Math.floor(index / RECORD.bytes);
    return 128 + 60 * Math.sin(x / 9 + picture) + 60 * Math.cos(y / 11 + (index % 3));
  });
  return { ...batch, records };
}

/** The network's input as the graph makes it from a batch, float32 [count, …input]. */
function inputOf(batch: DrawnBatch, augmentation: Augmentation, net = NET): Float32Array {
  const settings = { ...SETTINGS, augmentation };
  const graph = new GraphBuilder();
  emitVariables(graph, sessionVariables([], settings), []);
  const { augmented } = emitInput(graph, net, settings);
  const session = openSession(testTensorFlow().binding, graph.nodes);
  const write = (variable: string, shape: number[], data: Float32Array): void =>
    void session.run({ [nodes.written(variable)]: { dtype: 'float32', shape, data } }, [
      nodes.write(variable),
    ]);
  write(INPUT_MEAN, [3], STATISTICS.mean);
  write(INPUT_DEVIATION, [3], STATISTICS.deviation);
  if (augmentation.colourShift > 0) write(COLOUR_AXES, [3, 3], STATISTICS.colourAxes);
  const feeds = {
    ...pictureFeeds(batchOf(batch, net.input), net.input),
    ...drawFeeds(batch.draws, batch.views.length, augmentation),
  };
  const [value] = session.run(feeds, [augmented]);
  session.close();
  if (!(value instanceof Float32Array)) throw new Error('not floats');
  return value;
}

const LARGE = { ...NET, input: [227, 227, 3] as const };

/** Compares every channel of every pixel of the network's input with what `pixel` says of it, before mean and deviation. */
function expectPixels(
  batch: DrawnBatch,
  actual: Float32Array,
  pixel: (picture: number, y: number, x: number, channel: number) => number,
  tolerance: number,
): void {
  let worst = 0;
  for (const [index, value] of actual.entries()) {
    const channel = index % 3;
    const place = Math.floor(index / 3);
    const [x, y, picture] = [place % 227, Math.floor(place / 227) % 227, Math.floor(place / 227 / 227)];
    const grey = value * (STATISTICS.deviation[channel] ?? 0) + (STATISTICS.mean[channel] ?? 0);
    worst = Math.max(worst, Math.abs(grey - pixel(picture, y, x, channel)));
  }
  expect(actual.length).toBe(batch.views.length * 227 * 227 * 3);
  expect(worst).toBeLessThan(tolerance);
}

/** A record's value, going on as its mirror image beyond its edges. */
function recordAt(batch: DrawnBatch, picture: number, y: number, x: number, channel: number): number {
  const inside = (at: number): number => (at < 0 ? -1 - at : at > 255 ? 511 - at : at);
  return batch.records[picture * RECORD.bytes + (inside(y) * 256 + inside(x)) * 3 + channel] ?? Number.NaN;
}

/** The record's value where the crop's pixel lies, interpolated between the four around it. */
function seen(batch: DrawnBatch, picture: number, y: number, x: number, channel: number): number {
  const transforms = transformsOf(batch.views.slice(picture, picture + 1), LARGE.input);
  const [a0 = 0, a1 = 0, a2 = 0, b0 = 0, b1 = 0, b2 = 0] = transforms;
  const [column, row] = [a0 * x + a1 * y + a2, b0 * x + b1 * y + b2];
  const [left, top] = [Math.floor(column), Math.floor(row)];
  const [right, low] = [column - left, row - top];
  const at = (down: number, beside: number): number =>
    recordAt(batch, picture, top + down, left + beside, channel);
  return (
    (1 - low) * ((1 - right) * at(0, 0) + right * at(0, 1)) +
    low * ((1 - right) * at(1, 0) + right * at(1, 1))
  );
}

const centred = (batch: DrawnBatch, picture: number, y: number, x: number, channel: number): number =>
  seen(batch, picture, y, x, channel) - (STATISTICS.mean[channel] ?? 0);

describe('the graph does to pixels what the formula says', () => {
  const only = (augmentation: Partial<Augmentation>): [DrawnBatch, Augmentation] => {
    const full = { ...CROP_AND_MIRROR, ...augmentation };
    return [smoothBatch(full, LARGE), full];
  };

  test('crop and mirror, to the bit', () => {
    const [batch, augmentation] = only({});
    expectPixels(batch, inputOf(batch, augmentation, LARGE), (...at) => seen(batch, ...at), 1e-4);
  });

  test('rotation, slant and scale by interpolation, edges mirrored', () => {
    const [batch, augmentation] = only({ rotation: 40, shear: 10, scale: 0.3 });
    // Between the two pixels of a mirrored edge TensorFlow holds the one value, where this reference has two that are equal.
    expectPixels(batch, inputOf(batch, augmentation, LARGE), (...at) => seen(batch, ...at), 0.05);
  });

  test('colours along the axes, brightness, contrast about the mean', () => {
    const [batch, augmentation] = only({ colourShift: 1, brightness: 0.2, contrast: 0.5 });
    const { colour, brightness, contrast } = batch.draws;
    expectPixels(
      batch,
      inputOf(batch, augmentation, LARGE),
      (picture, y, x, channel) => {
        const shift = [0, 1, 2].reduce(
          (sum, axis) =>
            sum + (colour[picture * 3 + axis] ?? 0) * (STATISTICS.colourAxes[axis * 3 + channel] ?? 0),
          brightness[picture] ?? 0,
        );
        const mean = STATISTICS.mean[channel] ?? 0;
        return centred(batch, picture, y, x, channel) * (contrast[picture] ?? 0) + shift + mean;
      },
      1e-3,
    );
  });

  test('erasing leaves the mean', () => {
    const [batch, augmentation] = only({ erasing: 1 });
    expectPixels(
      batch,
      inputOf(batch, augmentation, LARGE),
      (picture, y, x, channel) => {
        const [top = 0, left = 0, bottom = 0, right = 0] = batch.draws.erased.subarray(picture * 4);
        const isErased = y >= top && y < bottom && x >= left && x < right;
        return isErased ? (STATISTICS.mean[channel] ?? 0) : seen(batch, picture, y, x, channel);
      },
      1e-3,
    );
  });

  test.each(['mixup', 'cutmix'] as const)('%s', (kind) => {
    const [batch, augmentation] = only({ mixing: MIXINGS[kind] });
    expectPixels(
      batch,
      inputOf(batch, augmentation, LARGE),
      (picture, y, x, channel) => {
        const [top = 0, left = 0, bottom = 0, right = 0] = batch.draws.pasted.subarray(picture * 4);
        const isInside = y >= top && y < bottom && x >= left && x < right;
        const share = kind === 'mixup' ? (batch.draws.shares[picture] ?? 0) : isInside ? 0 : 1;
        const other = seen(batch, batch.draws.partners[picture] ?? 0, y, x, channel);
        return share * seen(batch, picture, y, x, channel) + (1 - share) * other;
      },
      1e-3,
    );
  });
});

test('a small input is the average of squares of a crop of 224 pixels', () => {
  const batch = smoothBatch(NO_AUGMENTATION);
  const values = inputOf(batch, NO_AUGMENTATION);
  for (const [picture, y, x, channel] of [
    [0, 0, 0, 0],
    [2, 31, 7, 1],
    [1, 12, 31, 2],
  ] as const) {
    let sum = 0;
    for (let row = 0; row < 7; row++) {
      for (let column = 0; column < 7; column++)
        sum += seen(batch, picture, y * 7 + row, x * 7 + column, channel);
    }
    const grey =
      (values[((picture * 32 + y) * 32 + x) * 3 + channel] ?? 0) * (STATISTICS.deviation[channel] ?? 0) +
      (STATISTICS.mean[channel] ?? 0);
    expect(grey).toBeCloseTo(sum / 49, 3);
  }
});

test('a recipe without augmentation but for the view adds no node to the input', () => {
  const graph = new GraphBuilder();
  const { plain, augmented } = emitInput(graph, NET, { ...SETTINGS, augmentation: CROP_AND_MIRROR });
  expect(augmented).toBe(plain);
  expect(graph.nodes.filter(({ name }) => name.startsWith('augment'))).toEqual([]);
});

test.each([EVERYTHING, { ...EVERYTHING, mixing: MIXINGS.cutmix }])(
  'everything with $mixing.kind trains alike compiled and op by op',
  (augmentation) => {
    const settings = { ...SETTINGS, augmentation };
    const { tf, binding } = testTensorFlow();
    const [compiled, eager] = [compiledSession(binding, NET, settings), eagerSession(tf, NET, settings)];
    initialise(compiled, NET, 'he', STATISTICS, noiseBatch(2, 3, NET.input));
    for (const { name } of compiled.variables) eager.write(name, compiled.read(name));
    for (const step of [1, 2, 3]) {
      const batch = batchOf(drawnBatch(4, 3, NET.input, step, augmentation), NET.input);
      const expected = eager.trainStep(batch, 0.01, step);
      const actual = compiled.trainStep(batch, 0.01, step);
      expect(Math.abs(actual.loss - expected.loss) / expected.loss).toBeLessThan(1e-4);
      expect(actual.top1).toBeCloseTo(expected.top1, 6);
    }
    for (const { name } of compiled.variables) {
      const [actual, expected] = [compiled.read(name), eager.read(name)];
      expect(
        Math.max(...actual.map((value, index) => Math.abs(value - (expected[index] ?? 0)))),
        name,
      ).toBeLessThan(1e-4);
    }
    compiled.close();
    eager.close();
  },
);

test("mixup's gradient is the slope of its loss", () => {
  const augmentation = { ...NO_AUGMENTATION, mixing: MIXINGS.mixup };
  const settings = {
    ...SETTINGS,
    augmentation,
    optimizer: { ...SETTINGS.optimizer, momentum: 0 },
  } as SessionSettings;
  const session = compiledSession(testTensorFlow().binding, NET, settings);
  initialise(session, NET, 'he', STATISTICS, noiseBatch(2, 3, NET.input));
  const batch = batchOf(smoothBatch(augmentation), NET.input);
  const read = (): Map<string, Float32Array> =>
    new Map(session.variables.map(({ name }) => [name, session.read(name)]));
  const before = read();
  session.trainStep(batch, 1, 1);
  const after = read();
  for (const [name, values] of before) session.write(name, values);
  const from = random('places');
  for (const name of ['dense/kernel', 'dense/bias', 'conv2d/kernel', 'conv2d/bias']) {
    const values = before.get(name) ?? new Float32Array();
    const lossAt = (place: number, change: number): number => {
      session.write(name, values.with(place, (values[place] ?? 0) + change));
      return session.trainStep(batch, 0, 1).loss;
    };
    for (const place of [0, 1, 2, 3].map(() => from.int(values.length))) {
      const slope = (lossAt(place, 2e-3) - lossAt(place, -2e-3)) / 4e-3;
      const gradient = (values[place] ?? 0) - (after.get(name)?.[place] ?? 0);
      expect(Math.abs(slope - gradient) / Math.max(1, Math.abs(gradient))).toBeLessThan(5e-3);
    }
    session.write(name, values);
  }
  session.close();
});
