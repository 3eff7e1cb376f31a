import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSafetensors } from '../../../src-main/engine/checkpoint/safetensors.ts';
import type { ExportSource } from '../../../src-main/engine/export/export-format.ts';
import { permute } from '../../../src-main/engine/export/permute.ts';
import { preprocess } from '../../../src-main/engine/export/preprocess.ts';
import { type BuiltNet, NetName } from '../../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import { kerasSource } from '../../../src-shared/nets/source/keras-source.ts';
import { pytorchSource } from '../../../src-shared/nets/source/pytorch-source.ts';
import { pytorchState } from '../../../src-shared/nets/source/pytorch-state.ts';
import { netVariables } from '../../../src-shared/nets/variables.ts';
import { NO_AUGMENTATION } from '../../../src-shared/recipe/augmentation.ts';
import { drawnSource, engineOf } from '../../helpers/drawn-source.ts';
import { noiseBatch, temporaryFolder } from '../../helpers/engine-parts.ts';
import { withNarrowEnd } from '../../helpers/narrow-end.ts';
import { hasTorch, type PythonPeer, startPythonPeer } from '../../helpers/python-peer.ts';
import { netsWith, PART_NAMES } from '../../helpers/random-nets.ts';

let python: PythonPeer;
beforeAll(() => {
  python = startPythonPeer();
});
afterAll(() => python.close());

describe('the source of a network computes in Python what the engine does:', () => {
  test.each(NetName.options)('%s', async (name) => {
    await expectSameInPython(withNarrowEnd(netSpec(name, 10)));
  });

  test.each(PART_NAMES)('random networks with %s', async (part) => {
    for (const net of fc.sample(netsWith(part), { numRuns: 1, seed: 7 })) await expectSameInPython(net);
  });
});

async function expectSameInPython(net: BuiltNet): Promise<void> {
  const source = drawnSource(net);
  const { records, count, crops } = noiseBatch(2, net.classes, net.input, 3, NO_AUGMENTATION);
  const session = await engineOf(source);
  const expected = session.logits({ count, crops });
  session.close();
  const pictures = preprocess(records, source);
  const folder = temporaryFolder();

  for (const [command, text, write] of [
    ['keras_source', kerasSource(net), writeKeras],
    ['pytorch_source', pytorchSource(net), writePytorch],
  ] as const) {
    if (command === 'pytorch_source' && !hasTorch) continue;
    const file = join(folder, `${command}.py`);
    writeFileSync(file, text);
    const weights = join(folder, 'weights.safetensors');
    await write(source, weights);
    const found = await python.run(command, [file, weights], pictures, [2, ...net.input]);
    const scale = Math.max(1, ...expected.map(Math.abs));
    const difference = Math.max(...found.map((value, index) => Math.abs(value - (expected[index] ?? 0))));
    expect(found.length).toBe(expected.length);
    expect(difference / scale, command).toBeLessThan(1e-3);
  }
}

async function writeKeras({ net, read }: ExportSource, file: string): Promise<void> {
  const tensors = [];
  for (const { name, shape } of netVariables(net)) tensors.push({ name, shape, values: await read(name) });
  await writeSafetensors(file, tensors, {});
}

async function writePytorch({ net, read }: ExportSource, file: string): Promise<void> {
  const tensors = [];
  for (const { name, shape, variable, from, permutation } of pytorchState(net))
    tensors.push({ name, shape, values: permute(await read(variable), from, permutation) });
  await writeSafetensors(file, tensors, {});
}
