import { describe, expect, it } from 'vitest';
import { LayerSpec } from '../../../src-shared/nets/layer-spec.ts';
import { elementsOf, NetName } from '../../../src-shared/nets/net-spec.ts';
import { NETS, netSpec } from '../../../src-shared/nets/nets.ts';
import { summarise } from '../../../src-shared/nets/summary.ts';
import { summaryTable, tableCells } from '../../../src-shared/nets/summary-table.ts';
import { netVariables } from '../../../src-shared/nets/variables.ts';

/** The deck's table, slide "Architecture", copied to the letter. */
const DECK_TABLE = [
  ['conv2d (Conv2D)', '(None, 55, 55, 96)', '34,944'],
  ['max_pooling2d (MaxPooling2D)', '(None, 27, 27, 96)', '0'],
  ['conv2d_1 (Conv2D)', '(None, 27, 27, 256)', '614,656'],
  ['max_pooling2d_1 (MaxPooling2D)', '(None, 13, 13, 256)', '0'],
  ['conv2d_2 (Conv2D)', '(None, 13, 13, 384)', '885,120'],
  ['conv2d_3 (Conv2D)', '(None, 13, 13, 384)', '1,327,488'],
  ['conv2d_4 (Conv2D)', '(None, 13, 13, 256)', '884,992'],
  ['max_pooling2d_2 (MaxPooling2D)', '(None, 6, 6, 256)', '0'],
  ['flatten (Flatten)', '(None, 9216)', '0'],
  ['dense (Dense)', '(None, 4096)', '37,752,832'],
  ['dense_1 (Dense)', '(None, 4096)', '16,781,312'],
  ['dense_2 (Dense)', '(None, 1000)', '4,097,000'],
];

/** Slides "Explanation for parameters" and "Fully connected(Dense) layers", without the sums' middle steps. */
const DECK_FORMULAS = {
  conv2d: '(11 × 11 × 3) × 96 + 96 = 34,944',
  conv2d_1: '(5 × 5 × 96) × 256 + 256 = 614,656',
  conv2d_2: '(3 × 3 × 256) × 384 + 384 = 885,120',
  conv2d_3: '(3 × 3 × 384) × 384 + 384 = 1,327,488',
  conv2d_4: '(3 × 3 × 384) × 256 + 256 = 884,992',
  dense: '(9216 × 4096) + 4096 = 37,752,832',
  dense_1: '(4096 × 4096) + 4096 = 16,781,312',
  dense_2: '(4096 × 1000) + 1000 = 4,097,000',
};

describe('AlexNet', () => {
  const net = netSpec('alexnet', 1000);
  const summary = summarise(net);

  it('has the twelve rows of the deck’s table', () => {
    expect(summary.layers.map((row) => tableCells(row).slice(0, 3))).toEqual(DECK_TABLE);
  });

  it('has the deck’s totals', () => {
    const table = summaryTable(summary);
    expect(table).toContain('Total params: 62,378,344 (237.95 MB)');
    expect(table).toContain('Trainable params: 62,378,344 (237.95 MB)');
    expect(table).toContain('Non-trainable params: 0 (0.00 B)');
    expect(summary.totals).toMatchObject({ params: 62_378_344, trainable: 62_378_344, nonTrainable: 0 });
  });

  it('prints every formula of the deck’s explanation', () => {
    const formulas = summary.layers.filter((row) => row.params > 0).map((row) => [row.name, row.formula]);
    expect(Object.fromEntries(formulas)).toEqual(DECK_FORMULAS);
  });

  it('has the kernel sizes of the explanation’s middle steps, 884,736 where the deck slips to 884,992', () => {
    const weights = new Map(netVariables(net).map((variable) => [variable.name, elementsOf(variable.shape)]));
    expect(weights.get('conv2d_2/kernel')).toBe(884_736);
    expect(weights.get('conv2d_3/kernel')).toBe(1_327_104);
    expect(weights.get('conv2d_4/kernel')).toBe(884_736);
    expect(884_736 + 384).toBe(885_120);
  });

  it('explains the size of every output', () => {
    expect(summary.layers.map((row) => row.outputFormula)).toEqual([
      '(227 + 2·0 − 11) / 4 + 1 = 55',
      '(55 − 3) / 2 + 1 = 27',
      '(27 + 2·2 − 5) / 1 + 1 = 27',
      '(27 − 3) / 2 + 1 = 13',
      '(13 + 2·1 − 3) / 1 + 1 = 13',
      '(13 + 2·1 − 3) / 1 + 1 = 13',
      '(13 + 2·1 − 3) / 1 + 1 = 13',
      '(13 − 3) / 2 + 1 = 6',
      '6 × 6 × 256 = 9,216',
      'units = 4,096',
      'units = 4,096',
      'units = 1,000',
    ]);
  });

  it('gives the formula of the output where a layer has no parameters', () => {
    expect(summary.layers[1]?.formula).toBe('(55 − 3) / 2 + 1 = 27');
    expect(summary.layers[8]?.formula).toBe('6 × 6 × 256 = 9,216');
  });

  it('takes 1.135 billion multiply-adds a picture, nine tenths of them in the convolutions', () => {
    expect(summary.totals.multiplyAdds).toBe(1_135_256_096);
    const convolutions = summary.layers.filter((row) => row.type === 'Conv2D');
    const share = convolutions.reduce((sum, row) => sum + row.multiplyAdds, 0) / summary.totals.multiplyAdds;
    expect(share).toBeCloseTo(0.948, 3);
  });

  it('sees 195 × 195 pixels with each element of the last pooling', () => {
    expect(summary.layers[7]?.receptiveField).toEqual({
      size: [195, 195],
      jump: [32, 32],
      start: [-64, -64],
    });
  });

  it('has only a last layer that depends on the classes', () => {
    const ten = netSpec('alexnet', 10);
    expect(ten.layers.slice(0, -1)).toEqual(net.layers.slice(0, -1));
    expect(summarise(ten).layers.at(-1)).toMatchObject({ output: [10], params: 40_970 });
  });

  it('drops out half of the two hidden dense layers, as a training setting without rows of its own', () => {
    const rates = net.layers.filter((layer) => layer.type === 'dense').map((layer) => layer.dropout);
    expect(rates).toEqual([0.5, 0.5, undefined]);
  });
});

describe('AlexNet with batch normalisation', () => {
  const net = netSpec('alexnet-bn', 1000);
  const summary = summarise(net);

  it('says that it is not the deck’s', () => {
    expect(net.title).toBe("AlexNet with batch normalisation (not the deck's)");
  });

  it('normalises each convolution before its ReLU', () => {
    const normalised = net.layers.flatMap((layer, index) =>
      layer.type === 'conv' ? [[layer.activation, layer.bias, net.layers[index + 1]]] : [],
    );
    expect(normalised).toHaveLength(5);
    for (const [activation, bias, next] of normalised) {
      expect(activation).toBeUndefined();
      expect(bias).toBe(false);
      expect(next).toMatchObject({ type: 'batch-norm', activation: 'relu' });
    }
  });

  it('normalises each hidden dense layer before its ReLU, and drops out after it', () => {
    const hidden = net.layers.filter((layer) => layer.type === 'dense').slice(0, -1);
    expect(hidden).toHaveLength(2);
    for (const layer of hidden) {
      const place = net.layers.indexOf(layer);
      expect(layer).toMatchObject({ activation: 'linear' });
      expect(layer).not.toHaveProperty('dropout');
      expect(net.layers[place + 1]).toMatchObject({ type: 'batch-norm', activation: 'relu' });
      expect(net.layers[place + 2]).toMatchObject({ type: 'dropout', rate: 0.5 });
    }
  });

  it('has the deck’s parameters, less the convolutions’ biases, plus four a normalised channel or unit', () => {
    const channels = 96 + 256 + 384 + 384 + 256;
    const normalised = channels + 4096 + 4096;
    expect(summary.totals).toMatchObject({
      params: 62_378_344 - channels + 4 * normalised,
      trainable: 62_378_344 - channels + 2 * normalised,
      nonTrainable: 2 * normalised,
    });
    expect(summary.layers[0]?.formula).toBe('(11 × 11 × 3) × 96 = 34,848');
    expect(summary.layers[1]).toMatchObject({
      name: 'batch_normalization',
      formula: '2 × 96 + 2 × 96 = 384',
    });
  });

  it('has the outputs of the deck’s table in its other rows', () => {
    const added = ['BatchNormalization', 'Dropout'];
    const rows = summary.layers.filter((row) => !added.includes(row.type)).map(tableCells);
    expect(rows.map((cells) => cells.slice(0, 2))).toEqual(DECK_TABLE.map((row) => row.slice(0, 2)));
  });
});

describe('the small AlexNet', () => {
  const net = netSpec('alexnet-small', 10);

  it('has a quarter of the filters and hidden units', () => {
    const widths = net.layers.flatMap((layer) =>
      layer.type === 'conv' ? [layer.filters] : layer.type === 'dense' ? [layer.units] : [],
    );
    expect(widths).toEqual([24, 64, 96, 96, 64, 1024, 1024, 10]);
  });

  it('takes less than a tenth of the multiply-adds of the full one', () => {
    const full = summarise(netSpec('alexnet-bn', 10)).totals.multiplyAdds;
    expect(summarise(net).totals.multiplyAdds).toBeLessThan(full / 10);
  });
});

describe('every network', () => {
  it.each(NetName.options)('%s survives being written as JSON and validated', (name) => {
    const { layers } = netSpec(name, 7);
    expect(LayerSpec.array().parse(JSON.parse(JSON.stringify(layers)))).toEqual(layers);
  });

  it.each(NetName.options)('%s is registered under its own name', (name) => {
    expect(NETS[name].name).toBe(name);
  });

  it.each([0, 1, 2.5, Number.NaN])('refuses %s classes', (classes) => {
    expect(() => netSpec('alexnet', classes)).toThrow(/at least 2 classes/);
  });
});
