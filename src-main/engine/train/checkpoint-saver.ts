import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkpointFileName } from '../../../src-shared/checkpoint-file.ts';
import { type CheckpointState, saveCheckpoint } from '../checkpoint/checkpoint.ts';
import type { NetSession } from '../net-session.ts';
import type { SavedCheckpoint } from '../protocol.ts';

/** What the best checkpoint is chosen by. */
export type Choice = NonNullable<SavedCheckpoint['figures']>;

/** A checkpoint with figures. */
export interface Best extends Choice {
  readonly checkpoint: string;
}

/** Writes checkpoints beside the training, one at a time. */
export interface CheckpointSaver {
  /** Takes a copy now and writes it while training goes on; waits for the one before it first. Gives its file, and whether it is the best one. */
  save(state: CheckpointState, figures: Choice | null): Promise<{ file: string; isBest: boolean }>;
  /** Resolves when everything is on the disk; throws what went wrong with it, such as `no-space`. */
  settled(): Promise<void>;
  readonly best: Best | null;
}

/** `onSaved` is called when a checkpoint is on the disk, not before. */
export function checkpointSaver(
  folder: string,
  session: NetSession,
  firstBest: Best | null,
  onSaved: (checkpoint: SavedCheckpoint) => void,
): CheckpointSaver {
  let best = firstBest;
  let writing: Promise<void> = Promise.resolve();

  return {
    get best() {
      return best;
    },
    settled: () => writing,
    save: async (state, figures) => {
      await writing;
      await mkdir(folder, { recursive: true });
      // Training moves the state on while the disk works.
      const position = { ...state.position };
      const file = join(folder, checkpointFileName(position.step));
      const isBest = figures !== null && isBetter(figures, best);
      const { saved } = saveCheckpoint(file, session, state);
      writing = saved.then((bytes) => {
        if (figures && isBest) best = { checkpoint: file, ...figures };
        onSaved({ file, bytes, position, isBest, figures });
      });
      // Whoever waits for `writing` next hears of a failure; until then it must not count as unhandled.
      writing.catch(() => undefined);
      return { file, isBest };
    },
  };
}

/** Higher top-1 is better; with the same top-1, lower loss. */
function isBetter(figures: Choice, than: Choice | null): boolean {
  return (
    than === null || figures.top1 > than.top1 || (figures.top1 === than.top1 && figures.loss < than.loss)
  );
}
