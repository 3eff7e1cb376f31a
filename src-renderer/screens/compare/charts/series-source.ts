import type { Run } from '../../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../../src-shared/ids.ts';
import type { StepColumn } from '../../../../src-shared/series/row-layout.ts';
import {
  type RunAnswer,
  type RunNumbers,
  readSeriesAnswer,
} from '../../../../src-shared/series/series-answer.ts';
import { RUNS_AT_ONCE, type SeriesRequest, seriesUrl } from '../../../../src-shared/series/series-request.ts';
import { fetchBytes } from '../../../client/fetch-bytes.ts';
import { isActive } from '../../../state/queries.ts';
import { createStore } from '../../../state/store.ts';
import { type ChartAxis, seriesAxis, unitOf } from './chart-axis.ts';
import type { Zoom } from './chart-settings.ts';

/** What the charts show of the series. */
export interface SeriesWish {
  readonly runs: readonly Run[];
  readonly axis: ChartAxis;
  readonly logarithmic: boolean;
  /** Null: everything. */
  readonly zoom: Zoom | null;
  /** Device pixels of the widest chart. */
  readonly width: number;
  readonly columns: readonly StepColumn[];
}

/** Numbers of a run that has some. */
export interface Loaded extends RunNumbers {
  readonly answer: Extract<RunAnswer, { state: 'ready' }>;
  /** In units of the rows: steps or milliseconds. */
  readonly range: { readonly from: number; readonly to: number };
}

/** How far the series of runs are that are being made, and what could not be had. */
export interface SeriesStatus {
  readonly building: ReadonlyMap<RunId, number>;
  readonly failures: ReadonlyMap<RunId, string>;
  /** The request itself failed. */
  readonly failure: unknown;
  /** Whether the last wish has been answered wholly. */
  readonly isComplete: boolean;
}

/** How often runs that train, and series that are being made, are asked for anew. */
const AGAIN_MS = 1_000;
/** Share of the picture's width that is loaded beyond each end: for smoothing, and for a step aside. */
const MARGIN = 0.25;

/**
 * The numbers behind the charts, outside React: of each run an overview, and of the stretch that is zoomed to, as many rows as the picture
 * has pixels. Listeners are told when something came.
 */
export class SeriesSource {
  readonly status = createStore<SeriesStatus>({
    building: new Map(),
    failures: new Map(),
    failure: null,
    isComplete: false,
  });
  readonly #overviews = new Map<RunId, Loaded>();
  readonly #details = new Map<RunId, Loaded>();
  readonly #listeners = new Set<() => void>();
  #wish: SeriesWish | null = null;
  #stop = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** What there is of a run: the stretch that is looked at where it is there, else all of it, coarser. */
  of(id: RunId): Loaded | null {
    return this.#details.get(id) ?? this.#overviews.get(id) ?? null;
  }

  overview(id: RunId): Loaded | null {
    return this.#overviews.get(id) ?? null;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Loads what is wished for and not there yet. */
  async load(wish: SeriesWish): Promise<void> {
    const before = this.#wish;
    this.#wish = wish;
    if (before && needsOtherRows(wish, before)) this.#overviews.clear();
    this.#details.clear();
    this.#tell();
    const missing = wish.runs.filter(({ id }) => !this.#overviews.has(id));
    const stretches = wish.zoom ? wish.runs : [];
    await this.#ask([
      ...missing.map((run) => ({ run, zoom: null })),
      ...stretches.map((run) => ({ run, zoom: wish.zoom })),
    ]);
  }

  /** Takes notice of how far the runs are now; their order and number are those of the wish. */
  renew(runs: readonly Run[]): void {
    if (!this.#wish) return;
    this.#wish = { ...this.#wish, runs };
    if (this.status.get().isComplete) this.#askAgain();
  }

  close(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  async #ask(wanted: readonly { run: Run; zoom: Zoom | null }[]): Promise<void> {
    this.close();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#change({ isComplete: false });
    try {
      for (const zoomed of [false, true]) {
        const runs = wanted.filter(({ zoom }) => (zoom !== null) === zoomed);
        for (let start = 0; start < runs.length; start += RUNS_AT_ONCE) {
          await this.#fetch(runs.slice(start, start + RUNS_AT_ONCE), signal);
        }
      }
      this.#change({ failure: null, isComplete: true });
    } catch (error) {
      if (signal.aborted) return;
      this.#change({ failure: error });
    }
    this.#askAgain();
  }

  async #fetch(wanted: readonly { run: Run; zoom: Zoom | null }[], signal: AbortSignal): Promise<void> {
    const wish = this.#wish;
    if (!wish || wanted.length === 0) return;
    const ranges = wanted.map(({ run, zoom }) => rangeOf(run, zoom, wish.axis));
    const request: SeriesRequest = {
      axis: seriesAxis(wish.axis),
      rows: Math.max(1, Math.ceil(wish.width * (wanted[0]?.zoom ? 1 + 2 * MARGIN : 1))),
      logarithmic: wish.logarithmic,
      columns: [...wish.columns],
      epochs: true,
      runs: wanted.map(({ run }, index) => ({ id: run.id, ...(ranges[index] ?? ALL) })),
    };
    const answers = readSeriesAnswer(await fetchBytes(seriesUrl(request), signal));
    const building = new Map(this.status.get().building);
    const failures = new Map(this.status.get().failures);
    for (const [index, { answer, numbers }] of answers.entries()) {
      building.delete(answer.id);
      failures.delete(answer.id);
      if (answer.state === 'building') building.set(answer.id, answer.done);
      if (answer.state === 'failed') failures.set(answer.id, answer.message);
      if (answer.state !== 'ready' || !numbers) continue;
      const into = wanted[index]?.zoom ? this.#details : this.#overviews;
      into.set(answer.id, { answer, ...numbers, range: ranges[index] ?? ALL });
    }
    this.#change({ building, failures });
    this.#tell();
  }

  /** Runs that train have more by now, and series that are being made may be there. */
  #askAgain(): void {
    const wish = this.#wish;
    if (!wish) return;
    clearTimeout(this.#timer);
    const { building } = this.status.get();
    const isBehind = (run: Run) => run.steps > (this.#overviews.get(run.id)?.answer.lastStep ?? run.steps);
    const runs = wish.runs.filter((run) => isActive(run) || building.has(run.id) || isBehind(run));
    if (runs.length === 0) return;
    this.#timer = setTimeout(() => {
      const everything = runs.map((run) => ({ run, zoom: null }));
      const stretches = wish.zoom ? runs.map((run) => ({ run, zoom: wish.zoom })) : [];
      void this.#ask([...everything, ...stretches]);
    }, AGAIN_MS);
  }

  #change(change: Partial<SeriesStatus>): void {
    this.status.set({ ...this.status.get(), ...change });
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const ALL = { from: -Infinity, to: Infinity };

function rangeOf(run: Run, zoom: Zoom | null, axis: ChartAxis): { from: number; to: number } {
  if (!zoom) return ALL;
  const margin = MARGIN * (zoom.to - zoom.from);
  const unit = unitOf(axis, run);
  return { from: Math.max(0, zoom.from - margin) / unit, to: (zoom.to + margin) / unit };
}

/** Whether the rows of the wish before do not serve this one. */
function needsOtherRows(wish: SeriesWish, before: SeriesWish): boolean {
  return (
    seriesAxis(wish.axis) !== seriesAxis(before.axis) ||
    wish.logarithmic !== before.logarithmic ||
    wish.width > before.width ||
    wish.columns.some((column) => !before.columns.includes(column))
  );
}
