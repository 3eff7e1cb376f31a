import { Select } from '@mantine/core';
import { FILTERS } from '../../../../src-shared/lab/filters.ts';
import type { Matrix } from '../../../../src-shared/lab/matrix.ts';

interface FilterSelectProps {
  readonly filter: Matrix;
  readonly onFilter: (filter: Matrix) => void;
}

/** Chooses one of the well-known filters; none is chosen once a number was changed. */
export function FilterSelect({ filter, onFilter }: FilterSelectProps) {
  return (
    <Select
      label="Filter"
      w={190}
      allowDeselect={false}
      placeholder="Your own numbers"
      value={FILTERS.find(({ weights }) => weights.values.join() === filter.values.join())?.name ?? null}
      data={FILTERS.map(({ name }) => name)}
      onChange={(name) => onFilter(FILTERS.find((one) => one.name === name)?.weights ?? filter)}
    />
  );
}
