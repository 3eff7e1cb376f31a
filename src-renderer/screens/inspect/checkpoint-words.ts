import type { Checkpoint } from '../../../src-shared/contract/runs.ts';

/** `Epoch 12, step 600 (best)`. */
export function checkpointInWords({ epoch, step, isBest }: Checkpoint): string {
  return `Epoch ${epoch}, step ${step.toLocaleString('en-US')}${isBest ? ' (best)' : ''}`;
}
