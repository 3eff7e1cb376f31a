import { useEffect, useRef } from 'react';
import { UNKNOWN } from '../../../ui/format.ts';
import type { ComparedRun } from '../compared-run.ts';
import { type ChartSettings, crosshair, toggleHidden } from './chart-settings.ts';
import classes from './charts.module.css';
import type { Metric } from './metrics.ts';
import type { SeriesSource } from './series-source.ts';
import { valueAt } from './value-at.ts';

interface ValueListProps {
  readonly runs: readonly ComparedRun[];
  readonly metrics: readonly Metric[];
  readonly settings: ChartSettings;
  readonly source: SeriesSource;
}

/** The values of every run at the cross-hair, or its last ones; a click on a name hides the run. The numbers do not pass through React. */
export function ValueList({ runs, metrics, settings, source }: ValueListProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  useEffect(() => {
    let frame = 0;
    const fill = () => {
      frame = 0;
      const x = crosshair.get();
      for (const [row, one] of runs.entries()) {
        for (const [column, metric] of metrics.entries()) {
          const cell = body.current?.rows[row]?.cells[column + 1];
          const value = valueAt(one, metric, source, settings.axis, x);
          const text = value === null || Number.isNaN(value) ? UNKNOWN : metric.format(value);
          if (cell && cell.textContent !== text) cell.textContent = text;
        }
      }
    };
    const request = () => {
      if (frame === 0) frame = requestAnimationFrame(fill);
    };
    request();
    const ends = [crosshair.subscribe(request), source.subscribe(request)];
    return () => {
      for (const end of ends) end();
      cancelAnimationFrame(frame);
    };
  }, [runs, metrics, settings.axis, source]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className={`card ${classes.values}`} aria-label="Values of the runs" tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            {metrics.map(({ metric, title }) => (
              <th key={metric} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {runs.map(({ run, colour }) => {
            const isHidden = settings.hidden.has(run.id);
            return (
              <tr key={run.id} data-hidden={isHidden || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className={classes.run}
                    aria-pressed={!isHidden}
                    title={isHidden ? 'Show' : 'Hide'}
                    onClick={() => toggleHidden(run.id)}
                  >
                    <span className={classes.dot} style={{ background: colour }} />
                    <span className={classes.name}>{run.name}</span>
                  </button>
                </th>
                {metrics.map(({ metric }) => (
                  <td key={metric} />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
