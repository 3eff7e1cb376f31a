import { Loader } from '@mantine/core';
import type { RunState } from '../../src-shared/contract/runs.ts';
import { Pill } from './pill.tsx';

const LOOKS = {
  queued: { title: 'Waiting', tone: 'quiet' },
  running: { title: 'Training', tone: 'accent' },
  stopping: { title: 'Stopping', tone: 'warn' },
  stopped: { title: 'Stopped', tone: 'quiet' },
  completed: { title: 'Completed', tone: 'good' },
  interrupted: { title: 'Interrupted', tone: 'warn' },
  failed: { title: 'Failed', tone: 'bad' },
} as const satisfies Record<RunState['status'], { title: string; tone: string }>;

/** The statuses of runs in a word. */
export const STATUS_TITLES: ReadonlyMap<string, string> = new Map(
  Object.entries(LOOKS).map(([status, { title }]) => [status, title]),
);

/** Where a run is, as a word on its colour. */
export function StatusBadge({ state }: { state: RunState }) {
  const { title, tone } = LOOKS[state.status];
  const isMoving = state.status === 'running' || state.status === 'stopping';
  return (
    <Pill tone={tone}>
      {isMoving && <Loader size={10} color="currentColor" />}
      {title}
    </Pill>
  );
}
