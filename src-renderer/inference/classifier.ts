import type { RunId } from '../../src-shared/ids.ts';
import type { Device, OnLoading } from './messages.ts';

/** Where a run's network answers: in this window, or in the engine. */
export type Where = 'window' | 'engine';

/** Something that says what pictures show: a run's best checkpoint, or a network from elsewhere. */
export interface Classifier {
  /** Another for other weights, and for the same ones elsewhere. */
  readonly key: string;
  readonly name: string;
  readonly labels: readonly string[];
  /** Null for a network from elsewhere. */
  readonly runId: RunId | null;
  readonly where: Where;
  /** Edge of the records that it takes, pixels. */
  readonly edge: number;
  /** Makes it ready; says by what it runs, or null where that is the engine's business. */
  load(onLoading: OnLoading): Promise<Device | null>;
  /** Probabilities float32 [count, labels] of records, uint8 [count, edge, edge, 3]. */
  classify(records: Uint8Array<ArrayBuffer>): Promise<Float32Array>;
}
