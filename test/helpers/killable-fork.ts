import { type Fork, forkNode } from '../../src-main/services/child.ts';

/** Forks as the program does, and can kill what it forked as the system does when memory runs out. */
export function createKillableFork(): { fork: Fork; killAll(): void; killNewest(): void } {
  const living = new Set<ReturnType<Fork>>();
  return {
    fork(entry, env) {
      const child = forkNode(entry, env);
      living.add(child);
      child.onExit(() => living.delete(child));
      return child;
    },
    killAll() {
      for (const child of living) child.kill();
    },
    killNewest() {
      [...living].at(-1)?.kill();
    },
  };
}
