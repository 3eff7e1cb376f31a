import { AppError } from '../../src-shared/errors.ts';
import { evenPlace } from '../../src-shared/even-places.ts';
import type { Split } from '../../src-shared/figures.ts';
import type { InspectionId } from '../../src-shared/ids.ts';
import { PICTURE } from '../../src-shared/nets/layer-spec.ts';
import type { Topology } from '../../src-shared/nets/net-spec.ts';
import { traceShapes } from '../../src-shared/nets/trace-shapes.ts';
import { rowDistance } from '../../src-shared/row-distance.ts';
import type { Tensor } from '../engine/protocol.ts';
import type { Inspect } from './inspect.ts';
import { type KeptAnswer, keepTensors } from './inspect-answers.ts';
import type { InspectorParts } from './inspect-parts.ts';
import { splitPictures, splitSamples, spread } from './inspected-pictures.ts';
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
      const whole = splitSamples(store.datasets, inspected.run, split);
      const of = whole.slots.length;
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
      const point = tensors[found.layer]?.data ?? [];
      const { shape, data } = found.features;
      const [rows = 0, units = 0] = shape;
      const pictures = splitPictures(store.datasets, found.inspected.run, found.split);
      return Array.from({ length: rows }, (_, row) => ({
        distance: rowDistance(data, row, point, 0, units),
        picture: pictures[evenPlace(row, rows, pictures.length)],
      }))
        .filter(({ distance }) => Number.isFinite(distance))
        .sort((a, b) => a.distance - b.distance)
        .slice(offset, offset + limit)
        .flatMap(({ distance, picture }) => (picture ? [{ distance, picture }] : []));
    },
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
