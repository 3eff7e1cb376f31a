import { useSearch } from 'wouter';
import { NotFound } from '../../ui/not-found.tsx';
import { comparedIds } from './compare-address.ts';
import { ComparePage } from './compare-page.tsx';
import { COMPARE_TABS } from './compare-tabs.ts';

/** The view of a comparison that an address names, of the runs that its query names. */
export function CompareRoute({ name = 'charts' }: { name?: string | undefined }) {
  const ids = comparedIds(useSearch());
  const tab = COMPARE_TABS.find((one) => one.tab === name);
  return tab ? <ComparePage tab={tab} ids={ids} /> : <NotFound />;
}
