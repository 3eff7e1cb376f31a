import { writeFileSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

/**
 * Lets everything else on the machine go first: training takes all cores for hours, and the window must answer meanwhile. On an idle machine it
 * costs nothing. To be called before TensorFlow is loaded, because its threads inherit the priority of the one that starts them.
 */
export function giveWay(): void {
  const priority = Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL);
  setPriority(priority);
  try {
    // Where Linux schedules by session ("autogroup"), a priority only counts among the processes of one, and the engine has its own.
    writeFileSync('/proc/self/autogroup', String(priority));
  } catch {
    // Not Linux, or not scheduled so.
  }
}
