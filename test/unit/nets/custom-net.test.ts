import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CustomNet, hasSameLayers, netWord } from '../../../src-shared/nets/custom-net.ts';
import type { LayerSpec, UnnamedLayer } from '../../../src-shared/nets/layer-spec.ts';
import { nameLayers } from '../../../src-shared/nets/name-layers.ts';
import { netFileText, netFromFile } from '../../../src-shared/nets/net-file.ts';
import { netName } from '../../../src-shared/nets/net-names.ts';
import { NetName } from '../../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import { settingsOf, withSetting } from '../../../src-shared/recipe/settings.ts';
import { defaultRecipe, Recipe } from '../../../src-shared/recipe.ts';
import { netsWith, PART_NAMES } from '../../helpers/random-nets.ts';
import { SAME_CONV } from '../../helpers/same-conv.ts';

const HEAD: UnnamedLayer[] = [{ type: 'flatten' }, { type: 'dense', units: 10, activation: 'softmax' }];

function own(...layers: UnnamedLayer[]): CustomNet {
  return { name: 'Mine', input: [32, 32, 3], layers: nameLayers([...layers, ...HEAD]) };
}

function dense(units: number): UnnamedLayer {
  return { type: 'dense', units, activation: 'relu' };
}

function conv(filters: number): UnnamedLayer {
  return { ...SAME_CONV, filters };
}

describe('a network of somebody’s own', () => {
  it('ends in as many units as the data set has classes', () => {
    const net = netSpec(own(conv(4)), 7);
    expect(net).toMatchObject({ name: 'Mine', title: 'Mine', classes: 7 });
    expect(net.layers.at(-1)).toMatchObject({ name: 'dense', units: 7 });
  });

  it('is one setting of a recipe, by its name, and is trained like what it is made of', () => {
    const plain = defaultRecipe(own(conv(4)));
    expect(Recipe.parse(plain)).toEqual(plain);
    expect(settingsOf(plain).get('net')).toBe('Mine');
    expect([...settingsOf(plain).keys()].filter((path) => path.startsWith('net'))).toEqual(['net']);
    expect([plain.initialisation, plain.dropout]).toEqual(['lsuv', false]);
    expect(defaultRecipe(own(conv(4), { type: 'dropout', rate: 0.5 })).dropout).toBe(true);
    const normalised = defaultRecipe(own(conv(4), { type: 'batch-norm', epsilon: 1e-3, momentum: 0.9 }));
    expect(normalised.initialisation).toBe('he');
    const adam = Recipe.parse(withSetting(normalised, 'optimizer.kind', 'adam'));
    expect(withSetting(adam, 'optimizer.kind', 'sgd')).toEqual(normalised);
  });

  it('fits the weights of one with the same layers, whatever it is called', () => {
    expect(hasSameLayers(own(conv(4)), { ...own(conv(4)), name: 'Another' })).toBe(true);
    expect(hasSameLayers(own(conv(4)), own(conv(5)))).toBe(false);
    expect(hasSameLayers(own(conv(4)), 'alexnet')).toBe(false);
    expect(netWord(own()) + netName('alexnet-bn') + netName(own())).toBe('MineAlexNet-BNMine');
  });

  it.each(NetName.options)('may be what %s is, but not have its name', (name) => {
    const { input, layers } = netSpec(name, 12);
    const net = CustomNet.parse({ name: `My ${name}`, input, layers });
    expect(netSpec(net, 5).layers).toEqual(JSON.parse(JSON.stringify(netSpec(name, 5).layers)));
    expect(CustomNet.safeParse({ name, input, layers }).success).toBe(false);
  });

  it.each<[string, UnnamedLayer[], RegExp]>([
    [
      'parameters',
      [...HEAD.slice(0, 1), dense(1e6), ...HEAD.slice(1)],
      /^With layer dense the network has more than 1,000,000,000 parameters/,
    ],
    [
      'activations',
      [conv(1e6), ...HEAD],
      /^With layer conv2d the network has more than 1,000,000,000 bytes of activations/,
    ],
    ['multiply-adds', [conv(1e4), conv(1e5), ...HEAD], /^With layer conv2d_1 the network has more than/],
    ['endless sizes', [conv(1e15), conv(1e15), ...HEAD], /^With layer conv2d the network has more than/],
  ])('says which layer makes it too large: %s', (_, layers, message) => {
    expect(() => netSpec({ ...own(), layers: nameLayers(layers) }, 10)).toThrow(message);
  });

  it('may not have endless layers', () => {
    const layers = nameLayers(Array.from({ length: 1001 }, () => conv(1)));
    expect(CustomNet.safeParse({ ...own(), layers }).success).toBe(false);
  });

  it('is stopped where branches double it until numbers end', () => {
    const doubled = Array.from({ length: 900 }, (_, index): LayerSpec => {
      const before = index === 0 ? 'picture' : `c${index - 1}`;
      return { type: 'concatenate', name: `c${index}`, axis: -1, inputs: [before, before] };
    });
    const net = { ...own(), layers: [...doubled, ...nameLayers(HEAD)] };
    expect(() => netSpec(CustomNet.parse(net), 10)).toThrow(/^With layer c\d+ the network has more than/);
  });
});

describe('a network’s file', () => {
  it('gives back what was written into it', () => {
    const nets = fc.oneof(...PART_NAMES.map(netsWith));
    fc.assert(
      fc.property(nets, fc.string({ minLength: 1, maxLength: 20 }), ({ input, layers }, name) => {
        fc.pre(name.trim() === name && !NetName.safeParse(name).success);
        const net = CustomNet.parse({ name, input, layers });
        expect(netFromFile(netFileText(net))).toEqual(net);
      }),
    );
  });

  it.each([
    ['{', 'This is not JSON: '],
    ['{}', 'This is not a network\'s file: it has no "format"'],
    ['[1]', "This is not a network's file"],
    [
      '{"format":"alexnet-studio-network","version":2}',
      'A newer version of AlexNet Studio wrote this network',
    ],
    [
      '{"format":"alexnet-studio-network","version":1,"name":"x","input":[32,32,1],"layers":[]}',
      "The network's input.2",
    ],
  ])('refuses %s', (text, message) => {
    expect(() => netFromFile(text)).toThrow(message);
  });

  it('names the layer and the field that cannot be read', () => {
    const broken = netFileText(own(conv(4))).replace('"kernel":[3,3]', '"kernel":[3,0]');
    expect(() => netFromFile(broken)).toThrow(/^Layer conv2d cannot be read, kernel\.1: /);
    const misspelt = netFileText(own(conv(4))).replace('"bias"', '"bais"');
    expect(() => netFromFile(misspelt)).toThrow(/^Layer conv2d cannot be read/);
    expect(() => netFromFile(' '.repeat(2_000_001))).toThrow('at most 2 MB');
  });
});
