import { Select } from '@mantine/core';
import type { Run } from '../../../../src-shared/contract/runs.ts';

interface RunSelectProps {
  readonly label: string;
  readonly runs: readonly Run[];
  readonly value: Run | undefined;
  readonly onChange: (run: Run | undefined) => void;
  /** What stands where no run is chosen; without it one always is. */
  readonly none?: string;
}

/** One of the compared runs. */
export function RunSelect({ label, runs, value, onChange, none }: RunSelectProps) {
  return (
    <Select
      size="xs"
      w={220}
      aria-label={label}
      allowDeselect={false}
      clearable={none !== undefined}
      placeholder={none ?? ''}
      value={value?.id ?? null}
      data={runs.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id) => onChange(runs.find((run) => run.id === id))}
    />
  );
}
