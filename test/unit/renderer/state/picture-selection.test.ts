import { expect, test } from 'vitest';
import { countSelected } from '../../../../src-renderer/state/picture-selection.ts';
import { DatasetId } from '../../../../src-shared/ids.ts';

test('a selection is counted by class, in the split that it is of', () => {
  const counts = [
    { label: 'cats', train: 5, val: 3, test: 1 },
    { label: 'dogs', train: 5, val: 3, test: 1 },
  ];
  const pictures = [
    { place: 1, label: 'cats' },
    { place: 2, label: 'cats' },
  ];
  const selection = {
    datasetId: DatasetId.parse('abcd2345'),
    split: 'val',
    from: 'a test',
    pictures,
  } as const;
  expect(countSelected(counts, selection)).toEqual([
    { label: 'cats', train: 0, val: 2, test: 0 },
    { label: 'dogs', train: 0, val: 0, test: 0 },
  ]);
});
