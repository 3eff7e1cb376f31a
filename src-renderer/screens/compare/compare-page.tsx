import { Alert, EmptyState, Skeleton } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { MOST_COMPARED, tooManyCompared } from '../../../src-shared/compare/most-compared.ts';
import type { Run } from '../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../src-shared/ids.ts';
import { useRuns } from '../../state/queries.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Page } from '../../ui/page.tsx';
import { PageLinks } from '../../ui/page-links.tsx';
import { TakeOutMenu } from '../exchange/take-out-menu.tsx';
import { compareAddress } from './compare-address.ts';
import { COMPARE_TABS, type CompareTab } from './compare-tabs.ts';
import { comparedRuns } from './compared-run.ts';
import { MissingRuns } from './missing-runs.tsx';
import { OfferedRuns } from './offered-runs.tsx';
import { RunPicker } from './run-picker.tsx';

/** Runs side by side: which ones, and the views of them. Of more than can be compared, the first ones. */
export function ComparePage({ tab, ids: named }: { tab: CompareTab; ids: readonly RunId[] }) {
  const runs = useRuns();
  const ids = named.slice(0, MOST_COMPARED);
  const chosen = runs.data?.filter(({ id }) => ids.includes(id)) ?? [];
  return (
    <Page
      title="Compare"
      actions={chosen.length > 0 && <TakeOutMenu runs={chosen} />}
      subtitle="Any runs side by side: how they learned, what differs, and whether it matters."
    >
      {runs.isError && (
        <ErrorCard title="The runs cannot be listed" error={runs.error} onRetry={() => void runs.refetch()} />
      )}
      {named.length > ids.length && (
        <Alert color="yellow" role="status" py="xs">
          {tooManyCompared(named.length)}: the first {MOST_COMPARED} are shown.
        </Alert>
      )}
      {runs.isPending && <Skeleton height={360} radius="lg" />}
      {runs.data && <LoadedPage all={runs.data} tab={tab} ids={ids} />}
    </Page>
  );
}

function LoadedPage({ all, tab, ids }: { all: readonly Run[]; tab: CompareTab; ids: readonly RunId[] }) {
  const [, navigate] = useLocation();
  const choose = (chosen: readonly RunId[]) => navigate(compareAddress(tab.tab, chosen), { replace: true });
  const key = ids.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `ids` are new with every rendering, their text is not
  const compared = useMemo(() => comparedRuns(all, ids), [all, key]);
  const View = tab.component;
  return (
    <>
      <RunPicker all={all} compared={compared} onChange={choose} />
      <MissingRuns all={all} ids={ids} onDrop={() => choose(compared.map(({ run }) => run.id))} />
      {ids.length === 0 ? (
        <OfferedRuns all={all} onChoose={choose} />
      ) : (
        <>
          <PageLinks
            label="Views"
            links={COMPARE_TABS.map((one) => ({
              href: compareAddress(one.tab, ids),
              title: one.title,
              isHere: one === tab,
            }))}
          />
          {compared.length < tab.fewest ? (
            <EmptyState
              icon={<IconChartLine />}
              title={tab.fewest === 1 ? 'No run is left' : `It takes ${tab.fewest} runs`}
              description="Add runs above."
            />
          ) : (
            <View runs={compared} />
          )}
        </>
      )}
    </>
  );
}
