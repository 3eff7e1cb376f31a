import type { QueryClient } from '@tanstack/react-query';
import type { RunId } from '../../src-shared/ids.ts';
import { api, studio } from '../client/studio.ts';
import { mergeById, mergeRuns } from './merge-runs.ts';

/** Changes that come within this time are asked for together. */
const GATHER_MS = 50;

const waiting = new Set<RunId>();

/** Brings the lists of runs up to date where only these runs have changed: there may be thousands of others. */
export function refreshRuns(client: QueryClient, runIds: readonly RunId[]): void {
  if (waiting.size === 0) setTimeout(() => void refreshWaiting(client), GATHER_MS);
  for (const id of runIds) waiting.add(id);
}

async function refreshWaiting(client: QueryClient): Promise<void> {
  const runIds = [...waiting];
  waiting.clear();
  const runs = { queryKey: api.runs.list.queryKey() };
  const bests = { queryKey: api.runFigures.bests.queryKey({ input: {} }) };
  // What is being asked for may have been answered before the change.
  if (client.isFetching(runs) + client.isFetching(bests) > 0) {
    await Promise.all([client.invalidateQueries(runs), client.invalidateQueries(bests)]);
    return;
  }
  try {
    const hasBests = client.getQueryData(bests.queryKey) !== undefined;
    const [fresh, freshBests] = await Promise.all([
      studio.runs.list({ runIds }),
      hasBests ? studio.runFigures.bests({ runIds }) : [],
    ]);
    client.setQueryData(runs.queryKey, (known) => known && mergeRuns(known, runIds, fresh));
    client.setQueryData(
      bests.queryKey,
      (known) => known && mergeById(known, runIds, freshBests, ({ runId }) => runId),
    );
  } catch {
    // The connection was lost: when it is there again, everything is asked for anew.
  }
}
