import { describe, expect, it } from 'vitest';
import { fieldOf } from '../../../../src-renderer/screens/inspect/activations/field-of.ts';
import { netSpec } from '../../../../src-shared/nets/nets.ts';
import { summarise } from '../../../../src-shared/nets/summary.ts';

/** The middle 227 pixels of the record, taken as they are. */
const PLAIN = { input: [227, 227, 3], crop: { top: 14, left: 14, height: 227, width: 227 } } as const;

describe('what a cell sees of the record', () => {
  const { layers } = summarise(netSpec('alexnet', 10));
  const [first] = layers;
  const dense = layers.find(({ name }) => name === 'dense');
  if (!first || !dense) throw new Error('AlexNet has these layers');
  const field = ({ receptiveField: { size, jump, start } }: typeof first) => ({
    size: [...size] as [number, number],
    jump: [...jump] as [number, number],
    start: [...start] as [number, number],
  });

  it('is the kernel’s window in the first convolution, four pixels further for each cell', () => {
    const layer = { output: [...first.output], receptiveField: field(first) };
    expect(fieldOf(layer, PLAIN, { row: 0, column: 0 })).toEqual({
      top: 14,
      left: 14,
      height: 11,
      width: 11,
    });
    expect(fieldOf(layer, PLAIN, { row: 54, column: 2 })).toEqual({
      top: 14 + 216,
      left: 22,
      height: 11,
      width: 11,
    });
  });

  it('is scaled where the network takes in fewer pixels than the record has', () => {
    const layer = { output: [...first.output], receptiveField: field(first) };
    const halved = { input: [112, 112, 3], crop: { top: 16, left: 16, height: 224, width: 224 } } as const;
    expect(fieldOf(layer, halved, { row: 1, column: 0 })).toEqual({
      top: 24,
      left: 16,
      height: 22,
      width: 22,
    });
  });

  it('is not known here for a vector', () => {
    const layer = { output: [...dense.output], receptiveField: field(dense) };
    expect(fieldOf(layer, PLAIN, { row: 0, column: 0 })).toBeNull();
  });
});
