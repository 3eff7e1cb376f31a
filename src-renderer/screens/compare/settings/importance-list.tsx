import { Text } from '@mantine/core';
import { FEWEST_RUNS, type SettingImportance } from '../../../../src-shared/compare/setting-importance.ts';
import type { RunField } from '../../../../src-shared/runs-query/run-field.ts';
import { formatPercent } from '../../../ui/format.ts';
import { titleOf } from './run-axis.ts';
import classes from './settings.module.css';

/** Which settings the result went with, as bars. */
export function ImportanceList({
  importance,
  result,
}: {
  readonly importance: readonly SettingImportance[];
  readonly result: RunField;
}) {
  if (importance.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        It takes at least {FEWEST_RUNS} runs with different results and different settings to say which
        mattered.
      </Text>
    );
  }
  return (
    <>
      <ul className={classes.importance} aria-label="Importance of settings">
        {importance.map(({ field, share, direction, values }) => (
          <li key={field.name}>
            <span>{titleOf(field)}</span>
            <span className={classes.bar} aria-hidden>
              <span style={{ width: `${share * 100}%` }} />
            </span>
            <span className={classes.share}>{formatPercent(share, 0)}</span>
            <span className={classes.direction}>
              {direction === null
                ? `${values} values`
                : `more: ${direction} ${titleOf(result).toLowerCase()}`}
            </span>
          </li>
        ))}
      </ul>
      <Text size="xs" c="dimmed" mt="sm">
        The share of the differences in the result that goes with each setting by itself. Settings that
        changed together share it, so it shows where to look, not what is the cause; “Changes” says which of
        them ever changed alone.
      </Text>
    </>
  );
}
