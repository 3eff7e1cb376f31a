import type { Checkpoint } from '../../src-shared/contract/runs.ts';
import type { RunId } from '../../src-shared/ids.ts';

export interface NewCheckpoint {
  step: number;
  epoch: number;
  bytes: number;
  isBest: boolean;
  /** What the choice of the best goes by; a best one has them. */
  figures: { top1: number; loss: number } | null;
}

/** The checkpoints whose files are on the disk. */
export interface CheckpointsTable {
  /** Says that a checkpoint was written. A best one takes that mark from the one before. */
  insert(runId: RunId, checkpoint: NewCheckpoint): void;
  /** Newest first. */
  list(runId: RunId): Checkpoint[];
  best(runId: RunId): (Checkpoint & { top1: number; loss: number }) | null;
  /** Those that are neither among the newest two nor the best. */
  prunable(runId: RunId): Checkpoint[];
  /** Forgets one (with the evaluations made of it): before its file is deleted. */
  remove(runId: RunId, step: number): void;
  /** Forgets those after this step: void once the run has gone on from there. */
  truncateAfter(runId: RunId, step: number): void;
}
