import { Progress } from '@mantine/core';
import { IconNote, IconStar, IconStarFilled } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Run } from '../../../src-shared/contract/runs.ts';
import { runColour } from '../../../src-shared/run-colour.ts';
import type { RunRecord } from '../../../src-shared/runs-query/run-field.ts';
import { markRuns } from '../../actions/mark-runs.ts';
import { notifyFailure } from '../../actions/notify.tsx';
import { studio } from '../../client/studio.ts';
import { isActive } from '../../state/queries.ts';
import { formatPercent, UNKNOWN } from '../../ui/format.ts';
import { NameInput } from '../../ui/name-input.tsx';
import { doneShare } from '../../ui/running-run.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import controls from './row-controls.module.css';
import { type RunColumn, valueInWords } from './run-columns.ts';
import classes from './runs-grid.module.css';
import { Sparkline } from './sparkline.tsx';

interface RunCellProps {
  readonly record: RunRecord;
  readonly column: RunColumn;
  /** Whether what is in it can be reached by Tab: only in the row that has the focus. */
  readonly tabIndex: 0 | -1;
  /** Whether the name is being edited, and how that ends. */
  readonly isRenaming: boolean;
  readonly onRenamed: () => void;
}

/** What a column shows of a run. */
export function RunCell({ record, column, tabIndex, isRenaming, onRenamed }: RunCellProps) {
  const { run } = record;
  switch (column.name) {
    case 'name':
      return isRenaming ? (
        <Renaming run={run} onRenamed={onRenamed} />
      ) : (
        <span className={classes.nameCell}>
          <i className={classes.dot} style={{ background: runColour(run) }} aria-hidden />
          <Link href={`/runs/${run.id}`} className={classes.name} tabIndex={tabIndex} title={run.name}>
            {run.name}
          </Link>
          {run.marks.note !== '' && (
            <IconNote size={14} className={classes.hint} role="img" aria-label={`Note: ${run.marks.note}`} />
          )}
        </span>
      );
    case 'starred':
      return <Star run={run} tabIndex={tabIndex} />;
    case 'status':
      return <Status run={run} />;
    case 'curve':
      return <Sparkline run={run} />;
    case 'top1':
      return <Accuracy accuracy={run.best?.top1 ?? null} />;
    case 'tag':
      return run.marks.tags.map((tag) => (
        <span key={tag} className={classes.tag}>
          {tag}
        </span>
      ));
    default: {
      const text = column.field ? valueInWords(column.field, column.field.value(record)) : UNKNOWN;
      return <span title={text}>{text}</span>;
    }
  }
}

function Renaming({ run, onRenamed }: { run: Run; onRenamed: () => void }) {
  const rename = (name: string | null) => {
    onRenamed();
    if (name !== null) studio.runs.rename({ runId: run.id, name }).catch(notifyFailure);
  };
  return <NameInput name={run.name} what="run" size="xs" onDone={rename} />;
}

function Star({ run, tabIndex }: { run: Run; tabIndex: 0 | -1 }) {
  const { isStarred } = run.marks;
  return (
    <button
      type="button"
      className={controls.button}
      tabIndex={tabIndex}
      aria-label={`Star ${run.name}`}
      aria-pressed={isStarred}
      onClick={() => void markRuns([run.id], { isStarred: !isStarred })}
    >
      {isStarred ? <IconStarFilled size={16} /> : <IconStar size={16} stroke={1.6} />}
    </button>
  );
}

function Status({ run }: { run: Run }) {
  return (
    <span className={classes.status}>
      <StatusBadge state={run.state} />
      {isActive(run) && run.state.status !== 'queued' && (
        <Progress value={doneShare(run) * 100} size="xs" w={96} aria-label={`Progress of ${run.name}`} />
      )}
    </span>
  );
}

function Accuracy({ accuracy }: { accuracy: number | null }) {
  if (accuracy === null) return <span className={classes.hint}>{UNKNOWN}</span>;
  return (
    <span className={classes.accuracy}>
      {formatPercent(accuracy)}
      <span className={classes.bar} aria-hidden>
        <i style={{ width: `${accuracy * 100}%` }} />
      </span>
    </span>
  );
}
