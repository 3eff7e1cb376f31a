import { Alert, Button, Group, Progress, Text } from '@mantine/core';
import { messageOf } from '../../../../src-shared/errors.ts';
import { useStore } from '../../../state/store.ts';
import { formatCounted, formatTimeLeft } from '../../../ui/format.ts';
import type { ComparedRun } from '../compared-run.ts';
import type { SeriesSource } from './series-source.ts';

/** How the curves of long runs come along that are drawn for the first time, and which could not be read. */
export function SeriesStatus({ runs, source }: { runs: readonly ComparedRun[]; source: SeriesSource }) {
  const { unprepared, failures, failure } = useStore(source.status, (status) => status);
  const failed = runs.filter(({ run }) => failures.has(run.id));
  return (
    <>
      {unprepared.size > 0 && <Preparation runs={unprepared.size} source={source} />}
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

/** `runs`: how many cannot be drawn yet. */
function Preparation({ runs, source }: { runs: number; source: SeriesSource }) {
  const { progress, isStopped, failure } = useStore(source.preparation.state, (state) => state);
  if (isStopped || failure !== null) {
    const missing = `The curves of ${formatCounted(runs, 'run')} are not prepared yet, so they are not shown.`;
    return (
      <Alert
        color={failure === null ? 'gray' : 'red'}
        title={failure === null ? 'Stopped' : 'Preparing the curves failed'}
      >
        <Group justify="space-between" gap="xs">
          <span>{failure === null ? missing : `${messageOf(failure)} ${missing}`}</span>
          <Button size="xs" variant="default" onClick={() => source.prepare()}>
            Prepare them
          </Button>
        </Group>
      </Alert>
    );
  }
  const { done, total, ready, secondsLeft } = progress ?? { done: 0, total: 0, ready: 0, secondsLeft: null };
  return (
    <Group gap="md" role="status">
      <Text size="sm">
        Preparing curves, {ready} of {formatCounted(progress?.runs ?? runs, 'run')}
        {secondsLeft !== null && `, ${formatTimeLeft(secondsLeft)} left`}
      </Text>
      <Progress
        flex={1}
        size="sm"
        value={total === 0 ? 0 : (100 * done) / total}
        animated={total === 0}
        aria-label="Curves prepared"
      />
      <Button size="xs" variant="default" onClick={() => source.preparation.stop()}>
        Stop
      </Button>
    </Group>
  );
}
