import type { ComparedRun } from '../compared-run.ts';
import { FactsSection } from './facts-section.tsx';
import { NetworkSection } from './network-section.tsx';
import { SettingsSection } from './settings-section.tsx';

/** What changed from run to run, beside what came of it. */
export function ChangesTab({ runs }: { runs: readonly ComparedRun[] }) {
  return (
    <>
      <SettingsSection runs={runs} />
      <NetworkSection runs={runs} />
      <FactsSection runs={runs} />
    </>
  );
}
