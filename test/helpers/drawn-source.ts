import type { ExportSource } from '../../src-main/engine/export/export-format.ts';
import { compiledSession } from '../../src-main/engine/graph/compiled-session.ts';
import type { NetSession } from '../../src-main/engine/net-session.ts';
import { INPUT_DEVIATION, INPUT_MEAN } from '../../src-main/engine/session-variables.ts';
import { type BuiltNet, elementsOf } from '../../src-shared/nets/net-spec.ts';
import { netVariables } from '../../src-shared/nets/variables.ts';
import { random } from '../../src-shared/random.ts';
import { PLAIN_TRAINING } from '../../src-shared/recipe.ts';
import { STATISTICS, testTensorFlow } from './engine-parts.ts';

/** A network with drawn weights, as an export sees it. Reading a variable twice gives the same. */
export function drawnSource(net: BuiltNet): ExportSource {
  const variables = new Map(netVariables(net).map((variable) => [variable.name, variable]));
  return {
    net,
    labels: Array.from({ length: net.classes }, (_, index) => `class ${index}`),
    options: { float16: false, preprocessing: 'inside' },
    input: { mean: STATISTICS.mean, deviation: STATISTICS.deviation },
    async read(name) {
      const variable = variables.get(name);
      if (!variable) throw new Error(`There is no variable ${name}`);
      const { shape, role, fanIn } = variable;
      const from = random('drawn', name);
      const spread = role === 'kernel' ? Math.sqrt(6 / fanIn) : 0.2;
      const isAroundOne = role === 'gamma' || role === 'moving-variance';
      const values = new Float32Array(elementsOf(shape));
      for (let index = 0; index < values.length; index++)
        values[index] = from.uniform(-spread, spread) + (isAroundOne ? 1 : 0);
      return values;
    },
  };
}

/** The engine with the weights of a source. */
export async function engineOf({ net, input, read }: ExportSource): Promise<NetSession> {
  const settings = { ...PLAIN_TRAINING, precision: 'float32', dropout: false, seed: 0 } as const;
  const session = compiledSession(testTensorFlow().binding, net, settings);
  session.write(INPUT_MEAN, input.mean);
  session.write(INPUT_DEVIATION, input.deviation);
  for (const { name } of netVariables(net)) session.write(name, await read(name));
  return session;
}
