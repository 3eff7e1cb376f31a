import { Button, EmptyState, Group, Select, Skeleton, Text } from '@mantine/core';
import { IconBolt, IconPackageImport, IconTimeline } from '@tabler/icons-react';
import { memo, useCallback, useDeferredValue, useMemo, useState } from 'react';
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
      {runs.isPending && records === undefined && <Skeleton height={240} radius="lg" />}
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
      {records && records.length > 0 && <FoundRuns records={records} areMoreComing={runs.isPending} />}
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

interface FoundRunsProps {
  readonly records: readonly RunRecord[];
  /** Only the newest are known yet. */
  readonly areMoreComing: boolean;
}

function FoundRuns({ records, areMoreComing }: FoundRunsProps) {
  const [view, changeView] = useRunsView();
  const { columns, order, groupBy } = view;
  // What does not change with the filter is not to be drawn with each of its keys.
  const layout = useMemo(() => ({ columns, order, groupBy }), [columns, order, groupBy]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // The field answers each key at once; the table follows when it has the time.
  const filter = useDeferredValue(view.filter);
  const found = useMemo(() => findRuns(records, filter), [records, filter]);
  const chosenRuns = useMemo(
    () => found.records.flatMap(({ run }) => (chosen.has(run.id) ? [run] : [])),
    [found, chosen],
  );
  const clear = useCallback(() => setChosen(new Set()), []);
  const remove = useCallback(
    async (runs: readonly Run[]) => {
      if ((await removeRuns(runs)) > 0) clear();
    },
    [clear],
  );
  const removeFrom = useCallback(
    (run: Run) => void remove(chosenRuns.some(({ id }) => id === run.id) ? chosenRuns : [run]),
    [chosenRuns, remove],
  );
  const changeFilter = useCallback((text: string) => changeView({ filter: text }), [changeView]);
  return (
    <>
      <Group gap="xs" align="flex-start">
        <FilterField filter={view.filter} problem={found.problem} records={records} onFilter={changeFilter} />
        <LayoutMenus layout={layout} onView={changeView} />
        <ViewsMenu view={view} onView={changeView} />
      </Group>
      {chosenRuns.length > 0 ? (
        <BulkBar runs={chosenRuns} onDelete={(runs) => void remove(runs)} onClear={clear} />
      ) : (
        <Counts records={records} found={found} areMoreComing={areMoreComing} onFilter={changeFilter} />
      )}
      <div className="card" style={{ overflow: 'hidden' }}>
        {found.records.length > 0 ? (
          <RunsGrid
            records={found.records}
            view={layout}
            onView={changeView}
            chosen={chosen}
            onChosen={setChosen}
            onDelete={removeFrom}
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

interface LayoutMenusProps {
  readonly layout: Omit<RunView, 'filter'>;
  readonly onView: (change: Partial<RunView>) => void;
}

/** How what is found is shown. */
const LayoutMenus = memo(function LayoutMenus({ layout, onView }: LayoutMenusProps) {
  return (
    <>
      <Select
        aria-label="Group by"
        w={190}
        searchable
        data={GROUPINGS}
        value={layout.groupBy ?? ''}
        onChange={(value) => onView({ groupBy: value || null })}
      />
      <ColumnsMenu columns={layout.columns} onColumns={(columns) => onView({ columns })} />
    </>
  );
});

interface CountsProps extends FoundRunsProps {
  readonly found: ReturnType<typeof findRuns>;
  readonly onFilter: (filter: RunView['filter']) => void;
}

/** How many are found of how many, and how to see those that are put away. */
function Counts({ records, found, areMoreComing, onFilter }: CountsProps) {
  const all = records.length - found.archivedCount;
  const count = found.records.length;
  return (
    <Group gap="xs" mih={30}>
      <Text size="sm" c="dimmed" role="status">
        {count === all
          ? formatCounted(all, 'run')
          : `${count.toLocaleString('en-US')} of ${formatCounted(all, 'run')}`}
        {areMoreComing && ', the newest; the others are being read …'}
      </Text>
      {found.archivedCount > 0 && (
        <Button size="compact-xs" variant="subtle" onClick={() => onFilter('archived')}>
          {found.archivedCount.toLocaleString('en-US')} archived
        </Button>
      )}
    </Group>
  );
}
