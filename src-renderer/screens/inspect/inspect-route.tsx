import type { RunId } from '../../../src-shared/ids.ts';
import { NotFound } from '../../ui/not-found.tsx';
import { InspectPage } from './inspect-page.tsx';
import { INSPECT_TABS } from './inspect-tabs.ts';

/** The part of the inspector that an address names. */
export function InspectRoute({ runId, name }: { runId: RunId; name: string }) {
  const tab = INSPECT_TABS.find((one) => one.tab === name)?.tab;
  return tab ? <InspectPage runId={runId} tab={tab} /> : <NotFound />;
}
