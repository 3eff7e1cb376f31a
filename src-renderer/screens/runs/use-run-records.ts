import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import type { RunId } from '../../../src-shared/ids.ts';
import type { RunRecord } from '../../../src-shared/runs-query/run-field.ts';
import { api } from '../../client/studio.ts';
import { useFirstRuns, useRuns } from '../../state/queries.ts';

/**
 * The runs with what the table says of them, newest first, at first only the newest; undefined until those are known. A run that did not change stays the
 * same record, so that its row is not drawn anew.
 */
export function useRunRecords(): RunRecord[] | undefined {
  const all = useRuns().data;
  const first = useFirstRuns();
  const runs = all ?? (first.length > 0 ? first : undefined);
  // The rows can be drawn without them: they are asked for when the runs have come, which the main process answers one after the other.
  const bests = useQuery(api.runFigures.bests.queryOptions({ input: {}, enabled: all !== undefined })).data;
  const known = useRef(new Map<RunId, RunRecord>());
  return useMemo(() => {
    const byRun = new Map(bests?.map((one) => [one.runId, one]));
    const records = runs?.map((run): RunRecord => {
      const record = known.current.get(run.id);
      const best = byRun.get(run.id) ?? null;
      return record?.run === run && record.bests === best ? record : { run, bests: best };
    });
    known.current = new Map(records?.map((record) => [record.run.id, record]));
    return records;
  }, [runs, bests]);
}
