import { Badge, Loader } from '@mantine/core';
import type { RunState } from '../../src-shared/contract/runs.ts';

const LOOKS: Record<RunState['status'], { title: string; color: string }> = {
  queued: { title: 'Waiting', color: 'gray' },
  running: { title: 'Training', color: 'cobalt' },
  stopping: { title: 'Stopping', color: 'yellow' },
  stopped: { title: 'Stopped', color: 'gray' },
  completed: { title: 'Completed', color: 'teal' },
  interrupted: { title: 'Interrupted', color: 'yellow' },
  failed: { title: 'Failed', color: 'red' },
};

/** The words for a run's states, for badges and filters. */
export const STATUS_TITLES = Object.fromEntries(
  Object.entries(LOOKS).map(([status, { title }]) => [status, title]),
) as Record<RunState['status'], string>; // fromEntries forgets the keys

/** Where a run is, as a word on its colour. */
export function StatusBadge({ state }: { state: RunState }) {
  const { title, color } = LOOKS[state.status];
  const isMoving = state.status === 'running' || state.status === 'stopping';
  return (
    <Badge
      variant="light"
      color={color}
      tt="none"
      fw={500}
      leftSection={isMoving ? <Loader size={10} color="currentColor" /> : undefined}
    >
      {title}
    </Badge>
  );
}
