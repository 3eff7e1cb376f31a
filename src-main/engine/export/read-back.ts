import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';
import { netVariables } from '../../../src-shared/nets/variables.ts';
import { PLAIN_TRAINING } from '../../../src-shared/recipe.ts';
import { classProbabilities } from '../evaluate.ts';
import { openNet } from '../open-net.ts';
import { INPUT_DEVIATION, INPUT_MEAN } from '../session-variables.ts';
import type { ExportedModel, ExportSource } from './export-format.ts';

/** What was read out of an export again: everything that it says about the network, in the engine's layout. */
export interface ReadBack {
  readonly net: BuiltNet;
  readonly input: ExportSource['input'];
  readonly read: (variable: string) => Promise<Float32Array>;
}

/** The engine with what an export holds: the proof of formats whose own runtime is a Python that people may not have. */
export async function openReadBack(
  { net, input, read }: ReadBack,
  labels: readonly string[],
): Promise<ExportedModel> {
  const settings = { ...PLAIN_TRAINING, precision: 'float32', dropout: false, seed: 0 } as const;
  const session = openNet(net, settings, 'compiled');
  try {
    session.write(INPUT_MEAN, input.mean);
    session.write(INPUT_DEVIATION, input.deviation);
    for (const { name } of netVariables(net)) session.write(name, await read(name));
  } catch (error) {
    session.close();
    throw error;
  }
  return {
    predict: async (records) =>
      classProbabilities(session, records, { input: net.input, classes: labels }, 1),
    close: async () => session.close(),
  };
}
