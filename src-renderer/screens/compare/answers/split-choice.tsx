import { SegmentedControl } from '@mantine/core';
import type { Run } from '../../../../src-shared/contract/runs.ts';
import { Split } from '../../../../src-shared/figures.ts';
import { SPLIT_TITLES } from '../../datasets/gallery.tsx';

const SPLITS = ['test', 'val', 'train'] as const;

/** The split whose answers are there already: that of the test, unless a run has none. */
export function firstSplit(runs: readonly Run[]): Split {
  return runs.every(({ test }) => test !== null) ? 'test' : 'val';
}

/** Which pictures the runs are compared on. */
export function SplitChoice({ value, onChange }: { value: Split; onChange: (split: Split) => void }) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="Pictures to compare on"
      value={value}
      onChange={(chosen) => onChange(Split.parse(chosen))}
      data={SPLITS.map((split) => ({ value: split, label: SPLIT_TITLES[split] }))}
    />
  );
}

/** What the weights of runs are known by: answers of others are other answers. */
export function weightsKey(runs: readonly Run[]): string {
  return runs.map(({ id, best }) => `${id} ${best?.step}`).join();
}
