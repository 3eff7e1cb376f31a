import { Progress } from '@mantine/core';
import { Link } from 'wouter';
import type { Run } from '../../src-shared/contract/runs.ts';
import { formatPercent } from './format.ts';
import classes from './navigation.module.css';

/** The run that is at work, in the navigation: training goes on whichever page is open. */
export function RunningRun({ run }: { run: Run }) {
  const share = doneShare(run);
  return (
    <Link href={`/runs/${run.id}`} className={classes.running}>
      <span className={classes.runningName}>{run.name}</span>
      <Progress value={share * 100} size="sm" aria-label={`Progress of ${run.name}`} />
      <span className={classes.runningShare}>Training, {formatPercent(share, 0)}</span>
    </Link>
  );
}

/** How much of a run's steps is done, 0..1. */
export function doneShare({ steps, stepsPerEpoch, recipe }: Run): number {
  return stepsPerEpoch === 0 ? 0 : Math.min(1, steps / (stepsPerEpoch * recipe.epochs));
}
