import { CloseButton, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'wouter';
import { MOST_COMPARED } from '../../../src-shared/compare/most-compared.ts';
import type { Run } from '../../../src-shared/contract/runs.ts';
import { RunId } from '../../../src-shared/ids.ts';
import { formatMoment } from '../../ui/format.ts';
import type { ComparedRun } from './compared-run.ts';
import classes from './run-picker.module.css';

interface RunPickerProps {
  readonly all: readonly Run[];
  readonly compared: readonly ComparedRun[];
  readonly onChange: (ids: readonly RunId[]) => void;
}

/** Options that are listed at a time; typing narrows them. */
const LISTED = 50;

/** The runs that are compared, each in its colour, to be taken out or added to. */
export function RunPicker({ all, compared, onChange }: RunPickerProps) {
  const ids = compared.map(({ run }) => run.id);
  const others = all.filter(({ id }) => !ids.includes(id));
  const isFull = ids.length >= MOST_COMPARED;
  return (
    <div className={classes.picker}>
      <ul className={classes.runs} aria-label="Compared runs">
        {compared.map(({ run, colour }) => (
          <li key={run.id} className={classes.run}>
            <span className={classes.dot} style={{ background: colour }} />
            <Link href={`/runs/${run.id}`} className={classes.name}>
              {run.name}
            </Link>
            <CloseButton
              size="xs"
              aria-label={`Take ${run.name} out`}
              onClick={() => onChange(ids.filter((id) => id !== run.id))}
            />
          </li>
        ))}
      </ul>
      <Select
        size="xs"
        flex="0 0 200px"
        aria-label="Add a run"
        placeholder={
          isFull ? `No more than ${MOST_COMPARED}` : others.length > 0 ? 'Add a run' : 'All runs are here'
        }
        disabled={isFull || others.length === 0}
        leftSection={<IconPlus size={14} aria-hidden />}
        searchable
        limit={LISTED}
        nothingFoundMessage="No such run"
        comboboxProps={{ width: 320, position: 'bottom-start' }}
        value={null}
        data={others.map(({ id, name, createdAtMs }) => ({
          value: id,
          label: `${name} · ${formatMoment(createdAtMs)}`,
        }))}
        onChange={(id) => id !== null && onChange([...ids, RunId.parse(id)])}
      />
    </div>
  );
}
