import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  duplicateLayer,
  inputsOf,
  insertLayer,
  moveLayer,
  readable,
  removeLayer,
  replaceLayer,
  setInputs,
} from '../../../../src-renderer/screens/lab/builder/edit-layers.ts';
import { examineDraft } from '../../../../src-renderer/screens/lab/builder/examine-draft.ts';
import { LAYER_MENU, newLayer } from '../../../../src-renderer/screens/lab/builder/new-layers.ts';
import { CustomNet, layersFor } from '../../../../src-shared/nets/custom-net.ts';
import { LayerSpec, PICTURE } from '../../../../src-shared/nets/layer-spec.ts';
import { netSpec } from '../../../../src-shared/nets/nets.ts';
import { netsWith, PART_NAMES } from '../../../helpers/random-nets.ts';

const TYPES = LAYER_MENU.flatMap(({ types }) => types);
const ALEXNET = netSpec('alexnet', 10).layers;

const nets = fc.oneof(...PART_NAMES.map(netsWith));
const edits = fc.array(
  fc.record({
    kind: fc.constantFrom('insert', 'remove', 'duplicate', 'move', 'rename', 'inputs'),
    at: fc.nat(50),
    to: fc.nat(50),
    type: fc.constantFrom(...TYPES),
  }),
  { minLength: 1, maxLength: 6 },
);
type Edit = typeof edits extends fc.Arbitrary<(infer E)[]> ? E : never;

function edited(layers: readonly LayerSpec[], { kind, at, to, type }: Edit): readonly LayerSpec[] {
  const [index, other] = [at % Math.max(1, layers.length), to % Math.max(1, layers.length)];
  const layer = layers[index];
  if (!layer) return insertLayer(layers, 0, newLayer(type));
  switch (kind) {
    case 'insert':
      return insertLayer(layers, index, newLayer(type));
    case 'remove':
      return removeLayer(layers, index);
    case 'duplicate':
      return duplicateLayer(layers, index);
    case 'move':
      return moveLayer(layers, index, other);
    case 'rename':
      return replaceLayer(layers, index, { ...layer, name: `renamed_${at}_${layers.length}` });
    case 'inputs':
      return setInputs(layers, index, [readable(layers, index)[other % (index + 1)] ?? PICTURE]);
  }
}

describe('editing layers', () => {
  it('keeps names, and reads earlier layers only; what does not fit has a problem at a layer', () => {
    fc.assert(
      fc.property(nets, edits, (net, steps) => {
        const layers = steps.reduce(edited, net.layers);
        for (const layer of layers) expect(LayerSpec.parse(layer)).toEqual(layer);
        expect(new Set(layers.map(({ name }) => name)).size).toBe(layers.length);
        for (const index of layers.keys()) {
          expect(inputsOf(layers, index).filter((name) => !readable(layers, index).includes(name))).toEqual(
            [],
          );
        }
        const [height, width] = net.input;
        const custom: CustomNet = { name: 'x', input: [height, width, 3], layers: layersFor(layers, 3) };
        const { layers: examined, summary } = examineDraft(custom, 3);
        expect(summary.layers).toHaveLength(examined.filter(({ traced }) => traced).length);
        const waits = examined.filter(({ traced, problem }) => !traced && problem === null);
        const problems = examined.filter(({ problem }) => problem !== null);
        if (problems.length > 0) return;
        expect(waits).toEqual([]);
        if (layers.length > 0) netSpec(CustomNet.parse(JSON.parse(JSON.stringify(custom))), 3);
      }),
      { numRuns: 200 },
    );
  });

  it('takes back what it did', () => {
    fc.assert(
      fc.property(nets, fc.nat(50), fc.constantFrom(...TYPES), ({ layers }, at, type) => {
        const index = at % (layers.length + 1);
        const more = insertLayer(layers, index, newLayer(type));
        expect(more).toHaveLength(layers.length + 1);
        expect(removeLayer(more, index)).toEqual(setInputs(layers, -1, []));
        const twice = duplicateLayer(layers, at % layers.length);
        expect(removeLayer(twice, (at % layers.length) + 1)).toEqual(setInputs(layers, -1, []));
      }),
    );
  });

  it('moves a layer of a chain as a list would', () => {
    const names = (layers: readonly LayerSpec[]) => layers.map(({ name }) => name);
    expect(names(moveLayer(ALEXNET, 1, 4))).toEqual(
      names(ALEXNET.toSpliced(1, 1).toSpliced(4, 0, ...ALEXNET.slice(1, 2))),
    );
    expect(moveLayer(moveLayer(ALEXNET, 1, 4), 4, 1)).toEqual(ALEXNET);
    expect(moveLayer(ALEXNET, 3, 99)).toBe(ALEXNET);
  });

  it('keeps every branch read where a layer is put at its end, and joins what stands before', () => {
    const conv = { ...newLayer('conv'), filters: 3 };
    const branches = setInputs(insertLayer([], 0, conv), 0, [PICTURE]);
    const two = setInputs(insertLayer(branches, 1, conv), 1, [PICTURE]);
    const joined = insertLayer(two, 2, newLayer('concatenate'));
    expect(inputsOf(joined, 2)).toEqual(['conv2d_1', 'conv2d']);
    const longer = insertLayer(joined, 1, newLayer('batch-norm'));
    expect(inputsOf(longer, 1)).toEqual(['conv2d']);
    expect(inputsOf(longer, 2)).toEqual([PICTURE]);
    expect(inputsOf(longer, 3)).toEqual(['conv2d_1', 'batch_normalization']);
  });
});
