import { Button, Group, Progress, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { DoneSort } from '../../../../src-shared/contract/sort.ts';
import { api, studio } from '../../../client/studio.ts';
import { formatCounted, formatMoment } from '../../../ui/format.ts';
import { shortName } from '../answer-grid.tsx';
import { useSorting } from './use-sorting.ts';

/** What was sorted before, in this sitting or an earlier one, with a way to undo it. */
export function DoneSorts() {
  const done = useQuery(api.sort.list.queryOptions());
  if (!done.data?.length) return null;
  return (
    <section aria-label="Sorted before">
      <Title order={2} size="h4" mb="xs">
        Sorted before
      </Title>
      {done.data.map((sort) => (
        <DoneRow key={sort.sortId} sort={sort} />
      ))}
    </section>
  );
}

function DoneRow({ sort: { sortId, destination, mode, files, doneAtMs } }: { sort: DoneSort }) {
  const { sorting, start } = useSorting();
  const undo = () => void start([(signal) => studio.sort.undo({ sortId }, { signal })]);
  return (
    <Group justify="space-between" wrap="nowrap" mb="xs">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {formatCounted(files, 'file')} {mode === 'move' ? 'moved' : 'copied'} into {destination},{' '}
          {formatMoment(doneAtMs)}
        </Text>
        {sorting.state === 'done' && sorting.left[0] && (
          <Text size="sm" c="var(--mantine-color-error)" role="status">
            {sorting.left.length} could not be undone. {shortName(sorting.left[0].file)}:{' '}
            {sorting.left[0].reason}
          </Text>
        )}
        {sorting.state === 'failed' && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {sorting.message}
          </Text>
        )}
      </div>
      {sorting.state === 'working' ? (
        <Progress w={120} value={sorting.share * 100} aria-label="Undoing" />
      ) : (
        <Button size="xs" variant="default" onClick={undo}>
          Undo
        </Button>
      )}
    </Group>
  );
}
