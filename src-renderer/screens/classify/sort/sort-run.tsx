import { Alert, Button, Group, Progress, Text } from '@mantine/core';
import type { SortPlan } from '../../../../src-shared/contract/sort.ts';
import { studio } from '../../../client/studio.ts';
import { formatCounted } from '../../../ui/format.ts';
import { shortName } from '../answer-grid.tsx';
import { useSorting } from './use-sorting.ts';

interface SortRunProps {
  readonly plans: readonly SortPlan[];
  readonly onBack: () => void;
  readonly onRunning: (isRunning: boolean) => void;
  readonly onClose: () => void;
}

/** Does what was planned, and says how it went. */
export function SortRun({ plans, onBack, onRunning, onClose }: SortRunProps) {
  const { sorting, start, stop } = useSorting();
  const files = plans.reduce((sum, { moves }) => sum + moves.length, 0);
  const run = () => {
    onRunning(true);
    void start(
      plans.map(
        ({ sortId }) =>
          (signal) =>
            studio.sort.run({ sortId }, { signal }),
      ),
    );
  };
  if (sorting.state === 'working') {
    return (
      <Group role="status">
        <Text size="sm">The files are being sorted.</Text>
        <Progress style={{ flex: 1 }} value={sorting.share * 100} aria-label="Files sorted" />
        <Button size="xs" variant="default" onClick={stop}>
          Stop
        </Button>
      </Group>
    );
  }
  if (sorting.state === 'done') {
    const [first] = sorting.left;
    return (
      <>
        <Text role="status">
          {formatCounted(sorting.files, 'file')} sorted
          {sorting.left.length > 0 ? `, ${sorting.left.length} left` : ''}.
        </Text>
        {first && (
          <Text size="sm" c="var(--mantine-color-error)">
            {shortName(first.file)}: {first.reason}
          </Text>
        )}
        <Group justify="flex-end">
          <Button onClick={onClose}>Close</Button>
        </Group>
      </>
    );
  }
  return (
    <>
      {sorting.state === 'failed' && (
        <Alert color="red" role="alert">
          {sorting.message}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onBack}>
          Back
        </Button>
        <Button onClick={run} disabled={files === 0 || sorting.state === 'failed'}>
          {plans.some(({ mode }) => mode === 'move') ? 'Move' : 'Copy'} {formatCounted(files, 'file')}
        </Button>
      </Group>
    </>
  );
}
