import { useWindowEvent } from '@mantine/hooks';
import { useEffect } from 'react';
import { studio } from '../../client/studio.ts';
import type { Weights } from './subject.ts';

/** Has weights made ready, because they are about to be looked into. */
export function warmWeights(weights: Weights): void {
  // What is wrong with them is told by the question that comes.
  studio.inspect.warm(weights).catch(() => undefined);
}

/** Keeps them ready: from the start, and again when the window is come back to or a picture is dragged into it. */
export function useWarmWeights({ runId, step }: Weights, isWanted: boolean): void {
  const warm = () => {
    if (isWanted) warmWeights({ runId, ...(step !== undefined && { step }) });
  };
  useEffect(warm, [runId, step, isWanted]);
  useWindowEvent('focus', warm);
  // Only the first of these events comes from outside of the window.
  useWindowEvent('dragenter', ({ relatedTarget }) => {
    if (relatedTarget === null) warm();
  });
}
