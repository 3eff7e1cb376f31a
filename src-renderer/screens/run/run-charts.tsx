import { SegmentedControl, Switch } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { EpochFigures, Figures } from '../../../src-shared/figures.ts';
import type { EpochValue } from '../../charts/chart-table.ts';
import { type ChartView, MetricChart } from '../../charts/metric-chart.tsx';
import { SmoothingSlider } from '../../charts/smoothing-slider.tsx';
import type { LiveRun } from '../../state/live-run.ts';
import { useStore } from '../../state/store.ts';
import { formatLoss, formatPercent } from '../../ui/format.ts';
import { Section } from '../../ui/page.tsx';
import classes from './run-page.module.css';

const SHARES = [0, 1] as const;

/** Loss and accuracy over the run. */
export function RunCharts({ live }: { live: LiveRun }) {
  const [axis, setAxis] = useState<ChartView['axis']>('steps');
  const [smoothing, setSmoothing] = useState(0.9);
  const [logarithmic, setLogarithmic] = useState(false);
  const epochs = useStore(live.view, (view) => view?.epochs);
  const bestStep = useStore(live.view, (view) => view?.run.best?.step ?? null);
  const stepsPerEpoch = useStore(live.view, (view) => view?.run.stepsPerEpoch ?? 1);
  const runId = useStore(live.view, (view) => view?.run.id ?? '');

  const lossView = useMemo(() => ({ axis, smoothing, logarithmic }), [axis, smoothing, logarithmic]);
  const accuracyView = useMemo(() => ({ axis, smoothing, logarithmic: false }), [axis, smoothing]);
  const validationLoss = useMemo(() => validationOf(epochs ?? [], 'loss'), [epochs]);
  const validationTop1 = useMemo(() => validationOf(epochs ?? [], 'top1'), [epochs]);

  const shared = { series: live.series, bestStep, stepsPerEpoch, syncKey: runId };
  return (
    <Section
      title="Learning"
      aside={
        <div className={classes.controls}>
          <SegmentedControl
            size="xs"
            aria-label="Horizontal axis"
            value={axis}
            onChange={(value) => setAxis(value === 'epochs' ? 'epochs' : 'steps')}
            data={[
              { value: 'steps', label: 'Steps' },
              { value: 'epochs', label: 'Epochs' },
            ]}
          />
          <SmoothingSlider value={smoothing} onChange={setSmoothing} />
          <Switch
            size="sm"
            label="Log scale"
            checked={logarithmic}
            onChange={(event) => setLogarithmic(event.currentTarget.checked)}
          />
        </div>
      }
    >
      <div className={classes.charts}>
        <MetricChart
          {...shared}
          title="Loss"
          column="loss"
          validation={validationLoss}
          view={lossView}
          format={formatLoss}
        />
        <MetricChart
          {...shared}
          title="Accuracy"
          column="top1"
          validation={validationTop1}
          view={accuracyView}
          format={formatPercent}
          limits={SHARES}
        />
      </div>
    </Section>
  );
}

function validationOf(epochs: readonly EpochFigures[], figure: keyof Figures): EpochValue[] {
  return epochs.flatMap(({ step, val }) =>
    val && !Number.isNaN(val[figure]) ? [{ step, value: val[figure] }] : [],
  );
}
