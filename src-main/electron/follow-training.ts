import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../../src-shared/contract/index.ts';
import type { Run } from '../../src-shared/contract/runs.ts';

/** What the desktop shows of training outside of the window. */
export interface TrainingDisplay {
  /** 0..1 while a run trains; null when none does. */
  progress(fraction: number | null): void;
  /** The run that was shown has come to its end, whichever. */
  ended(run: Run): void;
}

type StudioClient = ContractRouterClient<typeof contract>;

/** The part of the contract that following takes. */
export interface TrainingClient {
  system: Pick<StudioClient['system'], 'watchChanges'>;
  runs: Pick<StudioClient['runs'], 'list' | 'watch'>;
}

/** The run that trains at the moment: only one does. */
export function liveRun(runs: readonly Run[]): Run | undefined {
  return runs.find((run) => run.state.status === 'running' || run.state.status === 'stopping');
}

/** Tells the display of every run that trains, from its first step to its end */
export async function followTraining(client: TrainingClient, display: TrainingDisplay): Promise<void> {
  for await (const change of await client.system.watchChanges()) {
    if (change.area === 'datasets') continue;
    const run = liveRun(await client.runs.list());
    if (run) await followRun(client, run, display);
  }
}

async function followRun(client: TrainingClient, run: Run, display: TrainingDisplay): Promise<void> {
  display.progress(0);
  let last = run;
  for await (const event of await client.runs.watch({ runId: run.id })) {
    if (event.type === 'progress') display.progress(event.progress.step / event.progress.totalSteps);
    if (event.type === 'run' || event.type === 'snapshot') last = event.run;
    if (!liveRun([last])) break;
  }
  display.progress(null);
  display.ended(last);
}
