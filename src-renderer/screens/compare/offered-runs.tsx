import { Button, EmptyState } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Run } from '../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../src-shared/ids.ts';
import { formatCounted } from '../../ui/format.ts';

/** How many of the latest runs are offered. */
const OFFERED = 5;

/** What the page shows while no run is chosen: the latest ones at a click, or the way to a first one. */
export function OfferedRuns({
  all,
  onChoose,
}: {
  all: readonly Run[];
  onChoose: (ids: readonly RunId[]) => void;
}) {
  const latest = all.filter(({ steps }) => steps > 0).slice(0, OFFERED);
  if (latest.length === 0) {
    return (
      <EmptyState
        icon={<IconChartLine />}
        title="Nothing to compare yet"
        description="Train a network, then another one."
      >
        <Button component={Link} href="/train">
          Train a network
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconChartLine />}
      title="Choose what to compare"
      description={`The latest: ${latest.map(({ name }) => name).join(', ')}.`}
    >
      <Button onClick={() => onChoose(latest.map(({ id }) => id))}>
        Compare the latest {formatCounted(latest.length, 'run')}
      </Button>
    </EmptyState>
  );
}
