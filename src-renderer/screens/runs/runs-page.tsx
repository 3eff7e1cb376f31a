import { Button, EmptyState, Group, Select, Skeleton, Text } from '@mantine/core';
import { IconBolt, IconPackageImport, IconTimeline } from '@tabler/icons-react';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { RunView } from '../../../src-shared/contract/run-marks.ts';
import type { Run } from '../../../src-shared/contract/runs.ts';
import type { RunRecord } from '../../../src-shared/runs-query/run-field.ts';
import { removeRuns } from '../../actions/remove-run.ts';
import { useRuns } from '../../state/queries.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { formatCounted } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { BringDialog } from '../exchange/bring-dialog.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { ColumnsMenu } from './columns-menu.tsx';
import { FilterField } from './filter-field.tsx';
import { findRuns } from './find-runs.ts';
import { MarksDialog } from './marks-dialog.tsx';
import { RUN_COLUMNS } from './run-columns.ts';
import { RunsGrid } from './runs-grid.tsx';
import { useRunRecords } from './use-run-records.ts';
import { useRunsView } from './use-runs-view.ts';
import { ViewsMenu } from './views-menu.tsx';

/** Every run with where it is and how good it became. */
export function RunsPage() {
  const runs = useRuns();
  const records = useRunRecords();
  const [isBringing, setBringing] = useState(false);
  return (
    <Page
      title="Runs"
      subtitle="Every training, with its settings, figures and weights."
      isWide
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconPackageImport size={16} />}
            onClick={() => setBringing(true)}
          >
            Bring in…
          </Button>
          <Button component={Link} href="/train" leftSection={<IconBolt size={16} />}>
            Train
          </Button>
        </>
      }
    >
      {runs.isError && (
        <ErrorCard title="The runs cannot be listed" error={runs.error} onRetry={() => void runs.refetch()} />
      )}
      {runs.isPending && <Skeleton height={240} radius="lg" />}
      {records?.length === 0 && (
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
      {records && records.length > 0 && <FoundRuns records={records} />}
      {isBringing && <BringDialog onClose={() => setBringing(false)} />}
    </Page>
  );
}

/** What runs are mostly grouped by, before the rest. */
const USUAL_GROUPINGS = ['net', 'dataset', 'status', 'tag', 'optimizer.kind', 'learningRate'];

const GROUPINGS = [
  { value: '', label: 'No groups' },
  ...RUN_COLUMNS.filter(({ field, name }) => field && name !== 'id' && name !== 'number')
    .sort((a, b) => groupingPlace(a.name) - groupingPlace(b.name))
    .map(({ name, title }) => ({ value: name, label: `By ${title.toLowerCase()}` })),
];

function groupingPlace(name: string): number {
  const place = USUAL_GROUPINGS.indexOf(name);
  return place < 0 ? USUAL_GROUPINGS.length : place;
}

function FoundRuns({ records }: { records: readonly RunRecord[] }) {
  const [view, changeView] = useRunsView();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // The field answers each key at once; the table follows when it has the time.
  const filter = useDeferredValue(view.filter);
  const found = useMemo(() => findRuns(records, filter), [records, filter]);
  const chosenRuns = useMemo(
    () => found.records.flatMap(({ run }) => (chosen.has(run.id) ? [run] : [])),
    [found, chosen],
  );
  const clear = useCallback(() => setChosen(new Set()), []);
  const remove = async (runs: readonly Run[]) => {
    if ((await removeRuns(runs)) > 0) clear();
  };
  return (
    <>
      <Group gap="xs" align="flex-start">
        <FilterField
          filter={view.filter}
          problem={found.problem}
          records={records}
          onFilter={(text) => changeView({ filter: text })}
        />
        <Select
          aria-label="Group by"
          w={190}
          searchable
          data={GROUPINGS}
          value={view.groupBy ?? ''}
          onChange={(value) => changeView({ groupBy: value || null })}
        />
        <ColumnsMenu columns={view.columns} onColumns={(columns) => changeView({ columns })} />
        <ViewsMenu view={view} onView={changeView} />
      </Group>
      {chosenRuns.length > 0 ? (
        <BulkBar runs={chosenRuns} onDelete={(runs) => void remove(runs)} onClear={clear} />
      ) : (
        <Counts records={records} found={found} onFilter={(text) => changeView({ filter: text })} />
      )}
      <div className="card" style={{ overflow: 'hidden' }}>
        {found.records.length > 0 ? (
          <RunsGrid
            records={found.records}
            view={view}
            onView={changeView}
            chosen={chosen}
            onChosen={setChosen}
            onDelete={(run) => void remove(chosen.has(run.id) ? chosenRuns : [run])}
          />
        ) : (
          <Text c="dimmed" p="lg">
            No run matches “{filter}”.
          </Text>
        )}
      </div>
      <MarksDialog />
    </>
  );
}

interface CountsProps {
  readonly records: readonly RunRecord[];
  readonly found: ReturnType<typeof findRuns>;
  readonly onFilter: (filter: RunView['filter']) => void;
}

/** How many are found of how many, and how to see those that are put away. */
function Counts({ records, found, onFilter }: CountsProps) {
  const all = records.length - found.archivedCount;
  const count = found.records.length;
  return (
    <Group gap="xs" mih={30}>
      <Text size="sm" c="dimmed" role="status">
        {count === all
          ? formatCounted(all, 'run')
          : `${count.toLocaleString('en-US')} of ${formatCounted(all, 'run')}`}
      </Text>
      {found.archivedCount > 0 && (
        <Button size="compact-xs" variant="subtle" onClick={() => onFilter('archived')}>
          {found.archivedCount.toLocaleString('en-US')} archived
        </Button>
      )}
    </Group>
  );
}
