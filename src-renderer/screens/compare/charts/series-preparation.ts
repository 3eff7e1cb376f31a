import type { SeriesPreparation as Word } from '../../../../src-shared/contract/series.ts';
import type { RunId } from '../../../../src-shared/ids.ts';
import { RUNS_AT_ONCE } from '../../../../src-shared/series/series-request.ts';
import { studio } from '../../../client/studio.ts';
import { createStore } from '../../../state/store.ts';

/** How the making of series comes along. */
export interface Preparing {
  /** The last word; null until the first one. */
  readonly progress: Extract<Word, { type: 'progress' }> | null;
  readonly isStopped: boolean;
  /** Why it ended before it was through. */
  readonly failure: unknown;
}

interface Listener {
  /** A run can be drawn now, or never will be. */
  onRun: (word: Exclude<Word, { type: 'progress' }>) => void;
  /** Nothing is left to do. */
  onEnd: () => void;
}

/** Has the series of runs made that are drawn for the first time: until that is done, somebody stops it, or the page is left. */
export class SeriesPreparation {
  readonly state = createStore<Preparing>({ progress: null, isStopped: false, failure: null });
  readonly #listener: Listener;
  #work: AbortController | null = null;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** Whether it may begin by itself: it does not go on, and nobody stopped it. */
  get isIdle(): boolean {
    const { isStopped, failure } = this.state.get();
    return this.#work === null && !isStopped && failure === null;
  }

  async start(ids: Iterable<RunId>): Promise<void> {
    this.abandon();
    const work = new AbortController();
    this.#work = work;
    this.state.set({ progress: null, isStopped: false, failure: null });
    try {
      const runIds = [...ids].slice(0, RUNS_AT_ONCE);
      for await (const word of await studio.series.prepare({ runIds }, { signal: work.signal })) {
        if (work.signal.aborted) return;
        if (word.type === 'progress') this.state.set({ ...this.state.get(), progress: word });
        else this.#listener.onRun(word);
      }
      this.#work = null;
      this.#listener.onEnd();
    } catch (failure) {
      if (work.signal.aborted) return;
      this.#work = null;
      this.state.set({ ...this.state.get(), failure });
    }
  }

  /** Until `start` is called. */
  stop(): void {
    this.abandon();
    this.state.set({ ...this.state.get(), isStopped: true });
  }

  /** Gives up what goes on. */
  abandon(): void {
    this.#work?.abort();
    this.#work = null;
  }
}
