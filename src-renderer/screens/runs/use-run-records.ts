import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RunRecord } from '../../../src-shared/runs-query/run-field.ts';
import { api } from '../../client/studio.ts';
import { useRuns } from '../../state/queries.ts';

/** The runs with what the table says of them, newest first; undefined until they are known. */
export function useRunRecords(): RunRecord[] | undefined {
  const runs = useRuns().data;
  const bests = useQuery(api.runFigures.bests.queryOptions({ input: {} })).data;
  return useMemo(() => {
    const byRun = new Map(bests?.map((one) => [one.runId, one]));
    return runs?.map((run) => ({ run, bests: byRun.get(run.id) ?? null }));
  }, [runs, bests]);
}
