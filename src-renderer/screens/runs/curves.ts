import type { RunCurve } from '../../../src-shared/contract/run-figures.ts';
import type { Run } from '../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../src-shared/ids.ts';
import { studio } from '../../client/studio.ts';

/** As many as the main process answers at once. */
const MOST = 500;

/** Curves by run, each with the number of epochs that the run had: when there are more, it is asked for again. Points stay outside of React. */
const known = new Map<RunId, { epochs: number; curve: RunCurve | null }>();
const wanted = new Map<RunId, { epochs: number; draw: Set<() => void> }>();

/** What is known of a run's curve: null where it has none, undefined where it is not known yet. An older one is better than none. */
export function curveOf({ id }: Run): RunCurve | null | undefined {
  return known.get(id)?.curve;
}

/** Asks for a run's curve, where the known one is not of all its epochs, and calls `draw` when it has come. Returns how to stop waiting. */
export function wantCurve({ id, epochs }: Run, draw: () => void): () => void {
  if (known.get(id)?.epochs === epochs) return () => {};
  // Rows that appear together ask together.
  if (wanted.size === 0) setTimeout(() => void askForCurves());
  const waiting = wanted.get(id) ?? { epochs, draw: new Set() };
  wanted.set(id, waiting);
  waiting.draw.add(draw);
  return () => waiting.draw.delete(draw);
}

async function askForCurves(): Promise<void> {
  const asked = [...wanted].slice(0, MOST);
  wanted.clear();
  try {
    const curves = await studio.runFigures.curves({ runIds: asked.map(([id]) => id) });
    const byRun = new Map(curves.map((curve) => [curve.runId, curve]));
    for (const [id, { epochs, draw }] of asked) {
      known.set(id, { epochs, curve: byRun.get(id) ?? null });
      for (const one of draw) one();
    }
  } catch {
    // The connection was lost: the next time that a row appears, it asks again.
  }
}
