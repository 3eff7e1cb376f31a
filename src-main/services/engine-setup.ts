import { EventPublisher } from '@orpc/server';
import type { EngineState } from '../../src-shared/contract/system.ts';
import { AppError, messageOf } from '../../src-shared/errors.ts';
import { findEngine } from '../install/find-engine.ts';
import { installEngine } from '../install/install-engine.ts';

/** The engine's libraries on this machine, and their installation from the window. */
export interface EngineSetup {
  state(): EngineState;
  /** The state now, then every change. */
  watch(signal?: AbortSignal): AsyncGenerator<EngineState>;
  /** Installs what is missing; a second call while one goes on waits for the same. Errors: those of `installEngine`. */
  install(): Promise<void>;
  /** Ends an installation that goes on; what it has finished is kept for the next one. */
  close(): void;
}

export function createEngineSetup(): EngineSetup {
  const publisher = new EventPublisher<{ state: EngineState }>();
  const closing = new AbortController();
  let busy: Promise<void> | null = null;
  let current: EngineState = installed();

  const set = (state: EngineState) => {
    current = state;
    publisher.publish('state', state);
  };

  async function install(): Promise<void> {
    set({ state: 'installing', phase: 'download', fraction: 0, message: 'Looking for what is missing' });
    try {
      await installEngine({
        signal: closing.signal,
        onProgress: (progress) => {
          // Waiting for another installation shows as a download that has not begun.
          const { phase, fraction } =
            progress.phase === 'wait' ? { phase: 'download' as const, fraction: 0 } : progress;
          set({ state: 'installing', phase, fraction, message: progress.message });
        },
      });
      set(installed());
    } catch (error) {
      set({ state: 'failed', message: messageOf(error) });
      throw error;
    }
  }

  return {
    state: () => current,
    async *watch(signal) {
      const news = publisher.subscribe('state', signal ? { signal } : {});
      // It may have been installed from a terminal since.
      if (current.state === 'missing') current = installed();
      try {
        yield current;
        yield* news;
      } finally {
        await news.return(undefined);
      }
    },
    install() {
      if (closing.signal.aborted) return Promise.reject(new AppError('cancelled', 'The program is closing.'));
      busy ??= install().finally(() => {
        busy = null;
      });
      return busy;
    },
    close: () => closing.abort(),
  };
}

function installed(): EngineState {
  const engine = findEngine();
  return engine === undefined
    ? { state: 'missing' }
    : { state: 'ready', tensorflow: engine.tensorflow, flavour: engine.flavour };
}
