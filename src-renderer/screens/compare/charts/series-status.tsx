import { Alert, Progress, Text } from '@mantine/core';
import { messageOf } from '../../../../src-shared/errors.ts';
import { useStore } from '../../../state/store.ts';
import { formatCounted } from '../../../ui/format.ts';
import type { ComparedRun } from '../compared-run.ts';
import type { SeriesSource } from './series-source.ts';

/** How far the series of long runs are that are being made for the first time, and which could not be read. */
export function SeriesStatus({ runs, source }: { runs: readonly ComparedRun[]; source: SeriesSource }) {
  const { building, failures, failure } = useStore(source.status, (status) => status);
  const done = [...building.values()].reduce((sum, share) => sum + share, 0);
  const waiting = runs.filter(({ run }) => building.has(run.id));
  const failed = runs.filter(({ run }) => failures.has(run.id));
  return (
    <>
      {waiting.length > 0 && (
        <div role="status">
          <Text size="sm" c="dimmed" mb={4}>
            {formatCounted(waiting.length, 'run is', 'runs are')} being read for the first time; the others
            are shown already.
          </Text>
          <Progress
            size="sm"
            value={(100 * (runs.length - waiting.length + done)) / runs.length}
            aria-label="Runs that are read"
          />
        </div>
      )}
      {failed.map(({ run }) => (
        <Alert key={run.id} color="red" title={`The series of ${run.name} cannot be read`}>
          {failures.get(run.id)}
        </Alert>
      ))}
      {failure !== null && (
        <Alert color="red" title="The numbers of the charts did not come">
          {messageOf(failure)}
        </Alert>
      )}
    </>
  );
}
