import type { StepSeries } from '../../src-shared/contract/runs.ts';
import type { StepPoint } from '../../src-shared/figures.ts';

export type StepColumn = keyof StepSeries;

const COLUMNS: readonly StepColumn[] = ['step', 'loss', 'top1', 'learningRate'];
const FIRST_CAPACITY = 1024;

/**
 * The step points of one run as growing typed columns, ascending by step. They live outside React: a chart reads the columns
 * when it draws, at most once a frame.
 */
export class LiveSeries {
  #columns = allocate(FIRST_CAPACITY);
  #length = 0;
  readonly #listeners = new Set<() => void>();

  get length(): number {
    return this.#length;
  }

  /** The values so far; valid until the next change. */
  column(name: StepColumn): Float64Array {
    return this.#columns[name].subarray(0, this.#length);
  }

  /** Forgets everything and takes these points. */
  replace(series: StepSeries): void {
    this.#length = 0;
    this.#reserve(series.step.length);
    for (const name of COLUMNS) this.#columns[name].set(series[name]);
    this.#length = series.step.length;
    this.#tell();
  }

  /** Adds points. Where they begin at a step that is known already (a run resumed from a checkpoint), the old ones go. */
  append(points: readonly StepPoint[]): void {
    const first = points[0];
    if (!first) return;
    const steps = this.#columns.step;
    while (this.#length > 0 && (steps[this.#length - 1] ?? 0) >= first.step) this.#length -= 1;
    this.#reserve(this.#length + points.length);
    for (const point of points) {
      for (const name of COLUMNS) this.#columns[name][this.#length] = point[name];
      this.#length += 1;
    }
    this.#tell();
  }

  /** Calls `listener` on every change; answers with what ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #reserve(length: number): void {
    let capacity = this.#columns.step.length;
    if (length <= capacity) return;
    while (capacity < length) capacity *= 2;
    const grown = allocate(capacity);
    for (const name of COLUMNS) grown[name].set(this.column(name));
    this.#columns = grown;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function allocate(capacity: number): Record<StepColumn, Float64Array> {
  return {
    step: new Float64Array(capacity),
    loss: new Float64Array(capacity),
    top1: new Float64Array(capacity),
    learningRate: new Float64Array(capacity),
  };
}
