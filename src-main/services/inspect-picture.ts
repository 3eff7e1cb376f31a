import { AppError } from '../../src-shared/errors.ts';
import type { InspectionId } from '../../src-shared/ids.ts';
import { PICTURE } from '../../src-shared/nets/layer-spec.ts';
import { softmaxRows } from '../../src-shared/softmax.ts';
import type { Answer } from '../engine/protocol.ts';
import { topPredictions } from './classify.ts';
import type { Inspect } from './inspect.ts';
import { type KeptAnswer, keepTensors, type Numbers, type PartQuery, tensorOf } from './inspect-answers.ts';
import { cellNumbers } from './inspect-cell.ts';
import { describeMaps, mapPart } from './inspect-maps.ts';
import { networkLayers } from './inspect-network.ts';
import type { InspectorParts } from './inspect-parts.ts';
import type { Inspected } from './inspected-runs.ts';

/** A picture's activations, kept for their parts and for `cell`. */
interface KeptActivations extends KeptAnswer {
  readonly inspected: Inspected;
  /** Each layer's output, and the network's input under `picture`. */
  readonly outputs: Answer['tensors'];
}

/** What a network does with one picture, and what it would like to see. */
export function inspectPicture({
  runs,
  looks,
  answers,
}: InspectorParts): Pick<Inspect, 'activations' | 'cell' | 'explain' | 'ascend'> {
  const kept = new WeakMap<KeptAnswer, KeptActivations>();
  const activationsOf = (id: InspectionId): KeptActivations => {
    const found = kept.get(answers.get(id));
    if (found) return found;
    throw new AppError('bad-request', 'This answer has no activations.');
  };

  return {
    async activations({ lookId, ...weights }) {
      const { record } = looks.get(lookId);
      const inspected = runs.find(weights);
      const { tensors: outputs } = await (await runs.engine(inspected)).ask({ kind: 'activations', record });
      const names = inspected.net.layers.map(({ name }) => name);
      const logits = Float32Array.from(outputs[names.at(-1) ?? '']?.data ?? []);
      const { classes } = inspected.run;
      const probabilities = softmaxRows(logits, classes.length);
      const isNumbers = probabilities.every(Number.isFinite);
      const part = (query: PartQuery): Numbers | undefined => {
        const output = tensorOf(outputs, query.layer ?? PICTURE);
        return output && mapPart(output, query);
      };
      const answer: KeptActivations = { ...keepTensors(outputs), part, inspected, outputs };
      kept.set(answer, answer);
      return {
        inspectionId: answers.keep(answer),
        predictions: isNumbers ? topPredictions(probabilities, classes, classes.length) : [],
        layers: names.flatMap((name) => {
          const output = outputs[name];
          return output ? [describeMaps(name, output)] : [];
        }),
      };
    },

    async cell({ inspectionId, layer: name, ...place }) {
      const { inspected, outputs } = activationsOf(inspectionId);
      const layer = networkLayers(inspected.net).find((one) => one.name === name);
      if (!layer) throw new AppError('not-found', `${inspected.net.title} has no layer ${name}.`);
      const read = async (variable: string) => (await runs.read(inspected, variable)).data;
      return await cellNumbers({ net: inspected.net, layer, outputs, read }, place);
    },

    async *explain({ lookId, method, class: index, layer, ...weights }, signal) {
      const { record } = looks.get(lookId);
      const inspected = runs.find(weights);
      const engine = await runs.engine(inspected);
      const ask = { kind: 'explain', record, method, class: index, ...(layer ? { layer } : {}) } as const;
      const { tensors, figures } = yield* engine.work(ask, signal);
      const map = tensors.map ?? { shape: [0, 0], data: new Float32Array() };
      const { lowest, highest } = describeMaps('map', map);
      const { logit = 0, probability = 0, attributed, rise } = figures;
      yield {
        type: 'done',
        inspectionId: answers.keep(keepTensors(tensors)),
        shape: [map.shape[0] ?? 0, map.shape[1] ?? 0],
        lowest: lowest ?? 0,
        highest: highest ?? 0,
        logit,
        probability,
        completeness: attributed === undefined || rise === undefined ? null : { attributed, rise },
      };
    },

    async *ascend({ runId, step, ...options }, signal) {
      const engine = await runs.engine(runs.find({ runId, step }));
      const { tensors, figures } = yield* engine.work({ kind: 'ascend', ...options }, signal);
      const [height = 0, width = 0, channels = 0] = tensors.picture?.shape ?? [];
      yield {
        type: 'done',
        inspectionId: answers.keep(keepTensors(tensors)),
        shape: [height, width, channels],
        before: figures.before ?? 0,
        after: figures.after ?? 0,
      };
    },
  };
}
