import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { groupBySeeds } from '../../../../src-shared/series/seeds.ts';
import { useStore } from '../../../state/store.ts';
import type { ComparedRun } from '../compared-run.ts';
import { ChartControls } from './chart-controls.tsx';
import { chartSettings, chartZoom, crosshair } from './chart-settings.ts';
import classes from './charts.module.css';
import { CurveChart } from './curve-chart.tsx';
import { METRICS } from './metrics.ts';
import { SeriesSource } from './series-source.ts';
import { SeriesStatus } from './series-status.tsx';
import { ValueList } from './value-list.tsx';

/** The curves of the compared runs, with one zoom and one cross-hair for all charts. */
export function ChartsTab({ runs }: { runs: readonly ComparedRun[] }) {
  const settings = useStore(chartSettings, (all) => all);
  const metrics = useMemo(
    () => METRICS.filter(({ metric }) => settings.metrics.includes(metric)),
    [settings.metrics],
  );
  const source = useSource(runs);
  const hasSeeds = useMemo(() => groupBySeeds(runs, ({ run }) => run).length < runs.length, [runs]);
  const isEach = settings.layout === 'multiples';
  const singles = useMemo(() => runs.map((one) => [one]), [runs]);
  const shared = {
    scaleRuns: runs,
    source,
    settings,
    syncKey: useId(),
  };
  return (
    <>
      <ChartControls settings={settings} hasSeeds={hasSeeds} />
      <SeriesStatus runs={runs} source={source} />
      <div className={classes.charts} data-layout={settings.layout}>
        {metrics.flatMap((metric) =>
          isEach
            ? singles
                .filter(([one]) => one && !settings.hidden.has(one.run.id))
                .map((single) => (
                  <div key={`${metric.metric} ${single[0]?.run.id}`} className={`card ${classes.chart}`}>
                    <CurveChart
                      {...shared}
                      title={`${metric.title}, ${single[0]?.run.name}`}
                      metric={metric}
                      runs={single}
                    />
                  </div>
                ))
            : [
                <div key={metric.metric} className={`card ${classes.chart}`}>
                  <CurveChart {...shared} title={metric.title} metric={metric} runs={runs} />
                </div>,
              ],
        )}
      </div>
      <ValueList runs={runs} metrics={metrics} settings={settings} source={source} />
    </>
  );
}

/** The source of the runs' numbers, which loads what the settings and the zoom ask for. A zoom does not wait for React. */
function useSource(runs: readonly ComparedRun[]): SeriesSource {
  const [source] = useState(() => new SeriesSource());
  const settings = useStore(chartSettings, (all) => all);
  const latest = useRef(runs);
  latest.current = runs;
  const { axis, logX } = settings;
  const columns = METRICS.flatMap((metric) =>
    metric.of === 'step' && settings.metrics.includes(metric.metric) ? metric.column : [],
  );
  const wanted = columns.join();
  const ids = runs.map(({ run }) => run.id).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs and columns are new with every rendering; their names say whether they are others
  useEffect(() => {
    const load = () => {
      const compared = latest.current.map(({ run }) => run);
      source.load({ runs: compared, axis, logarithmic: logX, zoom: chartZoom.get(), columns });
    };
    load();
    return chartZoom.subscribe(load);
  }, [source, ids, wanted, axis, logX]);
  useEffect(() => source.renew(runs.map(({ run }) => run)), [source, runs]);
  useEffect(
    () => () => {
      source.close();
      crosshair.set(null);
      chartZoom.set(null);
    },
    [source],
  );
  return source;
}
