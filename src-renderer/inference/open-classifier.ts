import type { Run } from '../../src-shared/contract/runs.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { type OwnClassifier, RECORD_INPUT } from '../../src-shared/own-classifier.ts';
import { answersUrl, classifierUrl, modelUrl } from '../../src-shared/routes.ts';
import type { Classifier, Where } from './classifier.ts';
import { inference } from './inference.ts';
import type { NetworkFile } from './messages.ts';

/** A run's best checkpoint. The file of its network takes records as they are. */
export function classifierOfRun({ id, name, classes, checkpoints }: Run, where: Where): Classifier {
  const best = checkpoints.find(({ isBest }) => isBest) ?? checkpoints[0];
  const key = `${id} ${best?.step ?? 0} ${best?.savedAtMs ?? 0}`;
  const about = { name, labels: classes, runId: id, where, edge: RECORD_INPUT.edge };
  if (where === 'engine') {
    return {
      ...about,
      key: `${key} engine`,
      load: async () => null,
      classify: (records) => askEngine(id, records),
    };
  }
  return { ...about, ...inWindow({ key, url: modelUrl(id), preprocessing: RECORD_INPUT }, classes.length) };
}

export function classifierOfOwn({ id, name, labels, preprocessing }: OwnClassifier): Classifier {
  return {
    name,
    labels,
    runId: null,
    where: 'window',
    edge: preprocessing.edge,
    ...inWindow({ key: id, url: classifierUrl(id), preprocessing }, labels.length),
    // Other settings are another classifier, though its file is the same.
    key: `${id} ${JSON.stringify(preprocessing)} ${labels.length}`,
  };
}

function inWindow(network: NetworkFile, classes: number): Pick<Classifier, 'key' | 'load' | 'classify'> {
  return {
    key: network.key,
    load: (onLoading) => inference.load(network, onLoading),
    async classify(records) {
      const count = records.length / (network.preprocessing.edge ** 2 * 3);
      const probabilities = await inference.classify(network, records);
      if (probabilities.length === count * classes) return probabilities;
      throw new AppError(
        'bad-request',
        `The network gives ${probabilities.length / count} scores a picture, and there are ${classes} labels for them: correct its labels.`,
      );
    },
  };
}

async function askEngine(runId: RunId, records: Uint8Array<ArrayBuffer>): Promise<Float32Array> {
  const response = await fetch(answersUrl(runId), { method: 'POST', body: records });
  if (response.ok) return new Float32Array(await response.arrayBuffer());
  const refusal: unknown = await response.json().catch(() => null);
  const isSaid = typeof refusal === 'object' && refusal !== null && 'message' in refusal;
  throw new Error(isSaid ? String(refusal.message) : 'The engine did not answer.');
}
