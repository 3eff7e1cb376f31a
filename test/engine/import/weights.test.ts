import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StoredTensor, writeSafetensors } from '../../../src-main/engine/checkpoint/safetensors.ts';
import { centreCrops } from '../../../src-main/engine/crops.ts';
import { FORMATS } from '../../../src-main/engine/export/formats.ts';
import { permute } from '../../../src-main/engine/export/permute.ts';
import { preprocess } from '../../../src-main/engine/export/preprocess.ts';
import { type FittedWeights, fitWeights } from '../../../src-main/engine/import/fit-weights.ts';
import { openWeights } from '../../../src-main/engine/import/open-weights.ts';
import { RECORD } from '../../../src-main/engine/protocol.ts';
import { INPUT_MEAN } from '../../../src-main/engine/session-variables.ts';
import type { ExportFormatName } from '../../../src-shared/export-formats.ts';
import type { UnnamedLayer } from '../../../src-shared/nets/layer-spec.ts';
import { type BuiltNet, elementsOf } from '../../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import { netVariables } from '../../../src-shared/nets/variables.ts';
import { drawnSource, engineOf } from '../../helpers/drawn-source.ts';
import { noiseBatch, temporaryFolder } from '../../helpers/engine-parts.ts';
import { hasTorch, startPythonPeer } from '../../helpers/python-peer.ts';
import { smallNet } from '../../helpers/small-net.ts';

/** Two convolutions, batch normalisation, and two dense layers behind a feature map. */
const LAYERS: readonly UnnamedLayer[] = [
  { type: 'batch-norm', epsilon: 1e-3, momentum: 0.9, activation: 'relu' },
  {
    type: 'conv',
    filters: 6,
    kernel: [3, 2],
    stride: [1, 1],
    padding: 'same',
    bias: true,
  },
  { type: 'flatten' },
  { type: 'dropout', rate: 0.5 },
  { type: 'dense', units: 8, activation: 'relu' },
  { type: 'reshape', shape: [2, 4] },
];

const NET = smallNet(4, LAYERS);

async function fitted(file: string, net: BuiltNet = NET): Promise<FittedWeights> {
  const found = await openWeights(file);
  try {
    return await fitWeights(file, found, net);
  } finally {
    await found.close();
  }
}

async function expectDrawn(
  { tensors }: FittedWeights,
  net: BuiltNet,
  names: readonly string[],
): Promise<void> {
  const { read } = drawnSource(net);
  const found = new Map(tensors.map(({ name, values }) => [name, values]));
  for (const name of names) expect([name, found.get(name)]).toEqual([name, await read(name)]);
}

const namesOf = (net: BuiltNet): string[] => netVariables(net).map(({ name }) => name);

async function exported(format: ExportFormatName, name: string, net: BuiltNet = NET): Promise<string> {
  const file = join(temporaryFolder(), name);
  await (await FORMATS[format]()).write(drawnSource(net), file);
  return file;
}

describe('weights of a file', () => {
  test.each([
    ['onnx', 'model.onnx'],
    ['safetensors', 'model.safetensors'],
    ['keras', 'model.keras'],
  ] as const)('of an export as %s are those that were written', async (format, name) => {
    const weights = await fitted(await exported(format, name));
    await expectDrawn(weights, NET, namesOf(NET));
    expect(weights.left).toEqual([]);
  });

  test('of an ONNX export bring the statistics of their pictures', async () => {
    const { tensors } = await fitted(await exported('onnx', 'model.onnx'));
    expect(tensors.find(({ name }) => name === INPUT_MEAN)?.values).toEqual(drawnSource(NET).input.mean);
  });

  test('for another number of classes leave the last layer out', async () => {
    const other = smallNet(9, LAYERS);
    const weights = await fitted(await exported('onnx', 'model.onnx'), other);
    expect(weights.left).toEqual(['dense_1/kernel', 'dense_1/bias']);
    await expectDrawn(
      weights,
      NET,
      namesOf(NET).filter((name) => !name.startsWith('dense_1/')),
    );
  });
});

describe("torchvision's AlexNet as a state_dict", () => {
  const net = netSpec('alexnet-torchvision', 4);
  const CONVOLUTIONS = [0, 3, 6, 8, 10];
  const DENSE = [1, 4, 6];

  /** Sixty million values that no two places of a tensor nearby share; drawing them would take a while. */
  const counted = (shape: readonly number[]): Float32Array => {
    const values = new Float32Array(elementsOf(shape));
    for (let index = 0; index < values.length; index++) values[index] = index % 65_521;
    return values;
  };

  /** What PyTorch would save: out first, the first dense layer's inputs channel by channel. */
  async function writeStateDict(file: string): Promise<void> {
    const tensors: StoredTensor[] = [];
    for (const { shape, layer, role } of netVariables(net)) {
      const number = Number(/_(\d+)/.exec(layer)?.[1] ?? 0);
      const module = layer.startsWith('conv')
        ? `features.${CONVOLUTIONS[number]}`
        : `classifier.${DENSE[number]}`;
      const values = counted(shape);
      const torch = role === 'kernel' ? torchOrder(values, shape, number) : { shape, values };
      tensors.push({ name: `${module}.${role === 'kernel' ? 'weight' : 'bias'}`, ...torch });
    }
    // The order in which such files have them: by the alphabet.
    await writeSafetensors(
      file,
      tensors.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      { format: 'pt' },
    );
  }

  function torchOrder(values: Float32Array, shape: readonly number[], number: number) {
    if (shape.length === 4) {
      const order = [3, 2, 0, 1];
      return { shape: order.map((axis) => shape[axis] ?? 1), values: permute(values, shape, order) };
    }
    const [inputs = 1, outputs = 1] = shape;
    const torch =
      number === 0
        ? permute(values, [36, 256, outputs], [2, 1, 0])
        : permute(values, [inputs, outputs], [1, 0]);
    return { shape: [outputs, inputs], values: torch };
  }

  const folder = mkdtempSync(join(tmpdir(), 'state-dict-'));
  const file = join(folder, 'alexnet.safetensors');
  beforeAll(() => writeStateDict(file));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('finds its places, with the pixels by channel turned back', async () => {
    const weights = await fitted(file, net);
    for (const { name, shape } of netVariables(net)) {
      const found = weights.tensors.find((tensor) => tensor.name === name)?.values ?? new Float32Array();
      const wanted = counted(shape);
      expect(found.length).toBe(wanted.length);
      expect(found.findIndex((value, index) => value !== wanted[index])).toBe(-1);
    }
    expect(weights.tensors.find(({ name }) => name === INPUT_MEAN)?.values[0]).toBeCloseTo(123.675);
  });

  test("does not fit the deck's AlexNet: the tensor, its shape and the wanted one are named", async () => {
    await expect(fitted(file, netSpec('alexnet', 4))).rejects.toThrow(
      /tensor features\.0\.weight of alexnet\.safetensors is 64 × 3 × 11 × 11 \(11 × 11 × 3 × 64 .*conv2d\/kernel wants 11 × 11 × 3 × 96/,
    );
  });

  test('does not fit a network of other layers', async () => {
    await expect(fitted(file, netSpec('lenet-5', 4))).rejects.toThrow(/has 5 convolutions and LeNet-5 has 2/);
    await expect(fitted(file, netSpec('swin-t', 4))).rejects.toThrow(/layer-norm/);
  });
});

test("torchvision's AlexNet gives the logits that PyTorch gives", async () => {
  if (!hasTorch) return;
  const net = netSpec('alexnet-torchvision', 10);
  const file = join(temporaryFolder(), 'alexnet.safetensors');
  const { records } = noiseBatch(2, 10, net.input);
  // Whole numbers, so that a record has pixels which are 0 when normalised: what torchvision pads its 224 with are ours of 227 at the edges.
  const input = { mean: Float32Array.of(124, 116, 104), deviation: Float32Array.of(58, 57, 57) };
  keepMiddle(records, 16, 224, input.mean);
  const middle = preprocess(records, { net: { ...net, input: [224, 224, 3] }, input });
  const python = startPythonPeer('torch');
  const expected = await python.run('torchvision_alexnet', [file], middle, [2, 224, 224, 3]);
  python.close();

  const weights = new Map((await fitted(file, net)).tensors.map(({ name, values }) => [name, values]));
  const read = async (name: string) => Float32Array.from(weights.get(name) ?? []);
  const session = await engineOf({ ...drawnSource(net), input, read });
  const found = session.logits(centreCrops(records, net.input));
  session.close();
  const scale = Math.max(...expected.map(Math.abs));
  expect(scale).toBeGreaterThan(0.1);
  expect(found.length).toBe(expected.length);
  for (const [index, logit] of found.entries())
    expect(Math.abs(logit - (expected[index] ?? 0)) / scale).toBeLessThan(1e-4);
});

/** Gives every pixel but those of the square from `from` on one colour. */
function keepMiddle(records: Uint8Array, from: number, side: number, colour: Float32Array): void {
  const isInside = (place: number) => place >= from && place < from + side;
  for (let index = 0; index < records.length; index++) {
    const pixel = Math.floor((index % RECORD.bytes) / RECORD.channels);
    if (!isInside(Math.floor(pixel / RECORD.width)) || !isInside(pixel % RECORD.width))
      records[index] = colour[index % RECORD.channels] ?? 0;
  }
}

describe('a file that is not what it says', () => {
  test.each(['model.onnx', 'model.h5', 'model.keras', 'model.safetensors'])(
    '%s of noise is refused',
    async (name) => {
      const file = join(temporaryFolder(), name);
      writeFileSync(file, Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) % 251)));
      await expect(fitted(file)).rejects.toMatchObject({
        code: expect.stringMatching(/damaged|bad-request/),
      });
    },
  );

  test('an ONNX file that is cut short is refused', async () => {
    const file = await exported('onnx', 'model.onnx');
    writeFileSync(file, readFileSync(file).subarray(0, -300));
    await expect(fitted(file)).rejects.toMatchObject({ code: expect.stringMatching(/damaged|bad-request/) });
  });

  test("PyTorch's pickle is refused with what to do", async () => {
    const file = join(temporaryFolder(), 'alexnet.pth');
    writeFileSync(file, Buffer.from([0x50, 0x4b, 3, 4, 0]));
    await expect(fitted(file)).rejects.toThrow(/safetensors\.torch\.save_file/);
  });

  test('a file that is not there, and a folder, are told apart', async () => {
    await expect(fitted('/nonexistent/model.onnx')).rejects.toMatchObject({ code: 'not-found' });
    await expect(fitted(temporaryFolder())).rejects.toThrow(/is a folder/);
  });
});
