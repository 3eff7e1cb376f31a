import type { RunId } from '../../../../src-shared/ids.ts';
import { createStore } from '../../../state/store.ts';
import type { ChartAxis } from './chart-axis.ts';

/** How all charts of the comparison are drawn. */
export interface ChartSettings {
  readonly axis: ChartAxis;
  readonly logX: boolean;
  readonly logY: boolean;
  /** 0..1, see `smooth`; over the points of the picture, so that it looks the same at every zoom. */
  readonly smoothing: number;
  /** Whether runs that are equal but for the seed are drawn as one: mean and deviation. */
  readonly seeds: boolean;
  /** One chart for all runs, or one each. */
  readonly layout: 'together' | 'multiples';
  readonly metrics: readonly string[];
  readonly hidden: ReadonlySet<RunId>;
}

/** A stretch of the horizontal axis, in its units. */
export interface Zoom {
  readonly from: number;
  readonly to: number;
}

/** The settings stay while other views are looked at. */
export const chartSettings = createStore<ChartSettings>({
  axis: 'step',
  logX: false,
  logY: false,
  smoothing: 0.6,
  seeds: false,
  layout: 'together',
  metrics: ['loss', 'val-loss', 'top1', 'val-top1'],
  hidden: new Set(),
});

/** What all charts are zoomed to; null: everything. */
export const chartZoom = createStore<Zoom | null>(null);

/** Where the cross-hair of all charts is, on the axis; null: nowhere. */
export const crosshair = createStore<number | null>(null);

export function changeSettings(change: Partial<ChartSettings>): void {
  const before = chartSettings.get();
  chartSettings.set({ ...before, ...change });
  const { axis, logX } = chartSettings.get();
  // The zoom is in units of the axis it was made on, and may begin at zero, which a logarithmic one does not have.
  if (axis !== before.axis || logX !== before.logX) chartZoom.set(null);
}

/** Shows a hidden run again, or hides it. */
export function toggleHidden(id: RunId): void {
  const hidden = new Set(chartSettings.get().hidden);
  if (!hidden.delete(id)) hidden.add(id);
  changeSettings({ hidden });
}
