import { ChangesTab } from './changes/changes-tab.tsx';
import { ChartsTab } from './charts/charts-tab.tsx';
import type { ComparedRun } from './compared-run.ts';
import { ConfusionTab } from './confusion/confusion-tab.tsx';
import { DisagreementsTab } from './disagreements/disagreements-tab.tsx';
import { RealTab } from './real/real-tab.tsx';
import { SettingsTab } from './settings/settings-tab.tsx';

/** One view of a comparison. */
export interface CompareTab {
  /** In the address. */
  readonly tab: string;
  readonly title: string;
  /** The fewest runs that it makes sense for; with fewer, the page says so in its place. */
  readonly fewest: number;
  readonly component: React.ComponentType<{ runs: readonly ComparedRun[] }>;
}

/** The views of the Compare page, in their order. The page is loaded when it is first opened, and they with it. */
export const COMPARE_TABS: readonly CompareTab[] = [
  { tab: 'charts', title: 'Charts', fewest: 1, component: ChartsTab },
  { tab: 'changes', title: 'Changes', fewest: 2, component: ChangesTab },
  { tab: 'real', title: 'Is it real?', fewest: 2, component: RealTab },
  { tab: 'confusion', title: 'Confusion', fewest: 1, component: ConfusionTab },
  { tab: 'settings', title: 'Settings', fewest: 2, component: SettingsTab },
  { tab: 'disagreements', title: 'Disagreements', fewest: 2, component: DisagreementsTab },
];
