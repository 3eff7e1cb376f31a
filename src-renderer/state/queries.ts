import { QueryClient, useQuery } from '@tanstack/react-query';
import type { Dataset, ImportJob } from '../../src-shared/contract/datasets.ts';
import type { Run } from '../../src-shared/contract/runs.ts';
import type { Change, EngineState } from '../../src-shared/contract/system.ts';
import { follow } from '../client/follow.ts';
import { api, connectionStatus, studio } from '../client/studio.ts';
import { refreshRuns } from './refresh-runs.ts';
import { createStore, useStore } from './store.ts';

/**
 * The window's copy of what the main process knows. Nothing goes stale by time: the main process says when something has changed.
 * `always`: the main process is on this machine, so being offline does not matter.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

const engineState = createStore<EngineState | null>(null);
const importJobs = createStore<readonly ImportJob[] | null>(null);

/** Follows everything that the main process tells of by itself, for as long as the window lives. Called once. */
export function followMain(): void {
  const { signal } = new AbortController();
  const goOn = <T>(receive: (event: T) => void) => {
    return (event: T) => {
      receive(event);
      return 'go-on' as const;
    };
  };
  void follow((stop) => studio.system.watchChanges(undefined, { signal: stop }), goOn(receiveChange), signal);
  void follow(
    (stop) => studio.system.watchEngine(undefined, { signal: stop }),
    goOn(engineState.set),
    signal,
  );
  void follow(
    (stop) => studio.datasets.watchImports(undefined, { signal: stop }),
    goOn(importJobs.set),
    signal,
  );
  // What changed while the connection was lost was told to nobody: the first message of the next one says that everything is to be asked for again.
  connectionStatus.subscribe(() => {
    if (connectionStatus.get() === 'lost') lastChange = LOST;
  });
}

const LOST = -1;
/** The last change that was told; null before the first message. */
let lastChange: number | null = null;

function receiveChange({ seq, area, runIds }: Change): void {
  const known = lastChange;
  lastChange = seq;
  // Changes are followed before anything else is asked for, so that the first message has nothing new.
  if (known === null) return;
  const isNext = seq === known + 1;
  if (!isNext || runIds === undefined) {
    const keys = { all: api.key(), datasets: api.datasets.key(), runs: api.key(), nets: api.nets.key() };
    void queryClient.invalidateQueries({ queryKey: isNext ? keys[area] : api.key() });
    return;
  }
  refreshRuns(queryClient, runIds);
  const [list] = api.runs.list.queryKey();
  void queryClient.invalidateQueries({
    queryKey: api.runs.key(),
    predicate: ({ queryKey: [path] }) => String(path) !== String(list),
  });
}

/** The engine's state, null until the main process has told it. */
export function useEngine(): EngineState | null {
  return useStore(engineState, (state) => state);
}

/** Imports that go on or have ended and were not dismissed; null until the main process has told them. */
export function useImportJobs(): readonly ImportJob[] | null {
  return useStore(importJobs, (jobs) => jobs);
}

export function useDatasets() {
  return useQuery(api.datasets.list.queryOptions());
}

/** Runs that are asked for before the others, where there are more: enough for a window's height of them. */
const FIRST_RUNS = 100;

const firstRuns = createStore<readonly Run[]>([]);

async function listRuns(): Promise<Run[]> {
  const first = await studio.runs.list({ most: FIRST_RUNS });
  if (first.length < FIRST_RUNS) return first;
  firstRuns.set(first);
  return await studio.runs.list();
}

/** The newest runs, which come before all of a long list do; none where the list is short. */
export function useFirstRuns(): readonly Run[] {
  return useStore(firstRuns, (runs) => runs);
}

/** Runs while one is at work are asked again every few seconds, so that lists show how far it is. */
export function useRuns() {
  const runs = useQuery({ ...api.runs.list.queryOptions(), queryFn: listRuns });
  const active = runs.data?.filter(isActive).map(({ id }) => id) ?? [];
  useQuery({
    queryKey: ['active runs'],
    queryFn: () => {
      refreshRuns(queryClient, active);
      return null;
    },
    enabled: active.length > 0,
    refetchInterval: 3_000,
  });
  return runs;
}

/** The networks that somebody made and kept. */
export function useNets() {
  return useQuery(api.nets.list.queryOptions());
}

/** Whether a run is at work or waits for its turn. */
export function isActive(run: Run): boolean {
  return ['queued', 'running', 'stopping'].includes(run.state.status);
}

/** Whether a run has weights to classify with. */
export function canClassify(run: Run): boolean {
  return run.checkpoints.length > 0;
}

/** Whether an import has ended, one way or another. */
export function isImportOver({ state }: ImportJob): boolean {
  return ['done', 'cancelled', 'failed'].includes(state.phase);
}

/** Pictures of a data set in all splits. */
export function countImages({ images }: Dataset): number {
  return images.train + images.val + images.test;
}
