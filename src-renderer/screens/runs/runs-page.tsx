import { Button, EmptyState, Skeleton, Text, TextInput } from '@mantine/core';
import { IconBolt, IconSearch, IconTimeline } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useRuns } from '../../state/queries.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Page } from '../../ui/page.tsx';
import { RunTable } from './run-table.tsx';
import { filterRuns } from './sort-runs.ts';

/** Every run with where it is and how good it became. */
export function RunsPage() {
  const runs = useRuns();
  const [text, setText] = useState('');
  const shown = filterRuns(runs.data ?? [], text);
  return (
    <Page
      title="Runs"
      subtitle="Every training, with its settings, figures and weights."
      actions={
        <Button component={Link} href="/train" leftSection={<IconBolt size={16} />}>
          Train
        </Button>
      }
    >
      {runs.isError && (
        <ErrorCard title="The runs cannot be listed" error={runs.error} onRetry={() => void runs.refetch()} />
      )}
      {runs.isPending && <Skeleton height={240} radius="lg" />}
      {runs.data?.length === 0 && (
        <EmptyState
          icon={<IconTimeline />}
          title="No run yet"
          description="What you train appears here and stays until you delete it."
        >
          <Button component={Link} href="/train">
            Train a network
          </Button>
        </EmptyState>
      )}
      {runs.data && runs.data.length > 0 && (
        <>
          <TextInput
            maw={360}
            aria-label="Filter runs"
            placeholder="Filter by name, data set, network or status"
            leftSection={<IconSearch size={16} aria-hidden />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <div className="card">
            {shown.length > 0 ? (
              <RunTable runs={shown} />
            ) : (
              <Text c="dimmed" p="lg">
                No run matches “{text}”.
              </Text>
            )}
          </div>
        </>
      )}
    </Page>
  );
}
