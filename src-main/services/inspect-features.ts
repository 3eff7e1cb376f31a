import { AppError } from '../../src-shared/errors.ts';
import { evenPlace } from '../../src-shared/even-places.ts';
import type { Split } from '../../src-shared/figures.ts';
import type { InspectionId } from '../../src-shared/ids.ts';
import { PICTURE } from '../../src-shared/nets/layer-spec.ts';
import type { Topology } from '../../src-shared/nets/net-spec.ts';
import { traceShapes } from '../../src-shared/nets/trace-shapes.ts';
import type { Samples, Tensor } from '../engine/protocol.ts';
import type { Inspect } from './inspect.ts';
import { type KeptAnswer, keepTensors } from './inspect-answers.ts';
import type { InspectorParts } from './inspect-parts.ts';
import { splitPictures } from './inspect-units.ts';
import type { Inspected } from './inspected-runs.ts';

/** The outputs of the last hidden layer, kept for `neighbours`. */
interface KeptFeatures extends KeptAnswer {
  readonly inspected: Inspected;
  readonly layer: string;
  readonly split: Split;
  /** [pictures, units] */
  readonly features: Tensor;
}

/** More would not fit the memory: with AlexNet's 4,096 units these are 328 MB. */
const MOST_PICTURES = 20_000;

/** A split as points in the space in which the network tells its classes apart. */
export function inspectFeatures(parts: InspectorParts): Pick<Inspect, 'features' | 'nearest' | 'neighbours'> {
  const { runs, store, looks, answers, recordsFile } = parts;
  const kept = new WeakMap<KeptAnswer, KeptFeatures>();

  function find(inspectionId: InspectionId): KeptFeatures {
    const found = kept.get(answers.get(inspectionId));
    if (found) return found;
    throw new AppError('bad-request', 'This answer has no features.');
  }

  return {
    async *features({ split, ...weights }, signal) {
      const inspected = runs.find(weights);
      const { dataset } = inspected.run;
      const whole = store.datasets.samples(dataset.id, split);
      const of = whole.slots.length;
      if (of === 0) {
        throw new AppError('bad-request', `"${dataset.name}" has no pictures in its ${split} split.`);
      }
      const samples = spread(whole, MOST_PICTURES);
      const pictures = samples.slots.length;
      const layer = lastHidden(inspected.net);
      const engine = await runs.engine(inspected);
      const ask = { kind: 'features', layer, recordsFile, samples } as const;
      const { tensors, figures } = yield* engine.work(ask, signal);
      const numbers = {
        ...tensors,
        labels: { shape: [pictures], data: samples.labels },
        slots: { shape: [pictures], data: samples.slots },
      };
      const features = tensors.features ?? { shape: [0, 0], data: new Float32Array() };
      const answer: KeptFeatures = { ...keepTensors(numbers), inspected, layer, split, features };
      kept.set(answer, answer);
      yield {
        type: 'done',
        inspectionId: answers.keep(answer),
        layer,
        pictures,
        of,
        explained: [figures.first ?? 0, figures.second ?? 0],
      };
    },

    async *nearest({ inspectionId, count }, signal) {
      const { inspected, features } = find(inspectionId);
      const engine = await runs.engine(inspected);
      const { tensors } = yield* engine.work({ kind: 'nearest', features, count }, signal);
      yield { type: 'done', inspectionId: answers.keep(keepTensors(tensors)) };
    },

    async neighbours({ inspectionId, lookId, offset, limit }) {
      const found = find(inspectionId);
      const { record } = looks.get(lookId);
      const engine = await runs.engine(found.inspected);
      const { tensors } = await engine.ask({ kind: 'activations', record });
      const distances = distancesTo(found.features.data, tensors[found.layer]?.data ?? []);
      const pictures = splitPictures(parts, found.inspected, found.split);
      return distances
        .map((distance, index) => ({
          distance,
          picture: pictures[evenPlace(index, distances.length, pictures.length)],
        }))
        .filter(({ distance }) => Number.isFinite(distance))
        .sort((a, b) => a.distance - b.distance)
        .slice(offset, offset + limit)
        .flatMap(({ distance, picture }) => (picture ? [{ distance, picture }] : []));
    },
  };
}

/** All samples, or `most` that are spread evenly over them. */
function spread(samples: Samples, most: number): Samples {
  const of = samples.slots.length;
  if (of <= most) return samples;
  const places = Int32Array.from({ length: most }, (_, index) => evenPlace(index, most, of));
  return {
    slots: places.map((place) => samples.slots[place] ?? 0),
    labels: places.map((place) => samples.labels[place] ?? 0),
    checksums: Uint32Array.from(places, (place) => samples.checksums[place] ?? 0),
  };
}

/** What the last layer reads, but for dropout, which changes nothing here. */
function lastHidden(net: Topology): string {
  const layers = traceShapes(net);
  let name = layers.at(-1)?.sources[0] ?? PICTURE;
  for (const { layer, type, sources } of layers.toReversed()) {
    if (layer.name === name && type === 'dropout') name = sources[0] ?? PICTURE;
  }
  return name;
}

/** Euclidean distances of the rows [pictures, units] to a point [units]. */
export function distancesTo(rows: ArrayLike<number>, point: ArrayLike<number>): number[] {
  const units = point.length;
  return Array.from({ length: Math.floor(rows.length / units) }, (_, row) => {
    let sum = 0;
    for (let unit = 0; unit < units; unit++)
      sum += ((rows[row * units + unit] ?? 0) - (point[unit] ?? 0)) ** 2;
    return Math.sqrt(sum);
  });
}
