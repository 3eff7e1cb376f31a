import { useEffect, useMemo, useRef, useState } from 'react';
import type { RunId } from '../../../../src-shared/ids.ts';
import type { RunField, RunRecord } from '../../../../src-shared/runs-query/run-field.ts';
import { studio } from '../../../client/studio.ts';
import { LATENCY } from './better.ts';

/** Measured times of a forward pass of one picture, milliseconds. */
export interface Latencies {
  readonly field: RunField;
  /** How many runs are measured; null while nothing is going on. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** The first sentence of why a run could not be measured. */
  readonly problem: string | null;
  readonly measure: () => void;
  readonly stop: () => void;
}

/** Measures runs one after another in the engine, so that they do not disturb each other; stops when the page is left. */
export function useLatencies(records: readonly RunRecord[]): Latencies {
  const [known, setKnown] = useState<ReadonlyMap<RunId, number>>(new Map());
  const [progress, setProgress] = useState<Latencies['progress']>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const going = useRef<AbortController | null>(null);
  useEffect(() => () => going.current?.abort(), []);
  const field = useMemo(
    (): RunField => ({
      name: LATENCY,
      aliases: [],
      title: 'Time for one picture (ms)',
      kind: 'number',
      group: 'results',
      value: ({ run }) => known.get(run.id) ?? null,
    }),
    [known],
  );

  async function measure(): Promise<void> {
    const control = new AbortController();
    going.current = control;
    setProblem(null);
    const waiting = records.filter(({ run }) => run.checkpoints.length > 0 && !known.has(run.id));
    for (const [done, { run }] of waiting.entries()) {
      if (control.signal.aborted) break;
      setProgress({ done, total: waiting.length });
      try {
        const { totalMs } = await studio.inspect.timings({ runId: run.id }, { signal: control.signal });
        setKnown((before) => new Map(before).set(run.id, totalMs));
      } catch (error) {
        if (!control.signal.aborted)
          setProblem(`${run.name}: ${error instanceof Error ? error.message : error}`);
      }
    }
    if (going.current === control) setProgress(null);
  }

  return {
    field,
    progress,
    problem,
    measure: () => void measure(),
    stop: () => {
      going.current?.abort();
      going.current = null;
      setProgress(null);
    },
  };
}
