import type { Better } from '../../../../src-shared/compare/pareto-front.ts';
import type { RunField } from '../../../../src-shared/runs-query/run-field.ts';

/** Which end of a field people wish for; null where neither is better by itself, as for settings. */
export function betterEnd({ kind, name, group }: RunField): Better | null {
  if (group === 'setting') return null;
  if (kind === 'share' || kind === 'rate') return 'high';
  if (kind === 'loss' || kind === 'duration' || kind === 'bytes') return 'low';
  return name === 'parameters' || name === LATENCY ? 'low' : null;
}

/** Name of the field that only this page has: milliseconds a picture, measured when asked for. */
export const LATENCY = 'latency';
