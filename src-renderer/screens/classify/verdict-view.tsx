import { formatPercent } from '../../ui/format.ts';
import { Pill } from '../../ui/pill.tsx';
import { ProbabilityBars } from '../../ui/probability-bars.tsx';
import classes from './classify.module.css';
import type { Verdict } from './verdict.ts';

/** What a judge says, with bars. */
export function VerdictBars({ verdict }: { verdict: Verdict }) {
  if (verdict.kind === 'pending') return <p className={classes.pending}>Not answered yet.</p>;
  if (verdict.kind === 'failure') return <p className={classes.failure}>{verdict.message}</p>;
  return (
    <>
      {verdict.isNone && <p className={classes.none}>None of these</p>}
      <div className={verdict.isNone ? classes.isNone : undefined}>
        <ProbabilityBars predictions={verdict.predictions} />
      </div>
    </>
  );
}

/** The same in one line: the first answer and how sure it is. */
export function VerdictLine({ verdict }: { verdict: Verdict }) {
  if (verdict.kind === 'pending') return <span className={classes.pending}>Not answered yet</span>;
  if (verdict.kind === 'failure') {
    return (
      <span className={`${classes.said} ${classes.failure}`} title={verdict.message}>
        {verdict.message}
      </span>
    );
  }
  const [first] = verdict.predictions;
  return (
    <span className={classes.said}>
      {verdict.isNone && <Pill tone="quiet">None of these</Pill>} {first?.label}{' '}
      {formatPercent(first?.probability ?? 0)}
    </span>
  );
}
