import { useMemo } from 'react';
import { Link } from 'wouter';
import type { Run } from '../../../../src-shared/contract/runs.ts';
import type { EpochFigures } from '../../../../src-shared/figures.ts';
import { type ChartView, MetricChart } from '../../../charts/metric-chart.tsx';
import { type LiveRun, useLiveRun } from '../../../state/live-run.ts';
import { useStore } from '../../../state/store.ts';
import { formatLoss, formatPercent, UNKNOWN } from '../../../ui/format.ts';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { runSentence } from '../../run/run-words.ts';
import { LinePlot } from '../parts/line-plot.tsx';
import classes from './race.module.css';
import type { RacePair } from './race-pairs.ts';

const VIEW: ChartView = { axis: 'epochs', smoothing: 0.8, logarithmic: false };

/** Both runs: each with its own loss chart, and one plot that lays their validation losses over each other. */
export function RaceTrack({ pair: { sides }, runs }: { pair: RacePair; runs: readonly [Run, Run] }) {
  const lives = [useLiveRun(runs[0].id), useLiveRun(runs[1].id)] as const;
  const first = useStore(lives[0].view, (view) => view?.epochs);
  const second = useStore(lives[1].view, (view) => view?.epochs);
  const losses = [lossesOf(first ?? []), lossesOf(second ?? [])] as const;
  const all = losses.flat().map(([, loss]) => loss);
  const epochsDone = losses.flat().map(([epoch]) => epoch);
  return (
    <div className={classes.track}>
      {all.length > 0 && (
        <LinePlot
          title="Validation loss"
          lines={[
            { name: sides[0].title, look: 0, points: losses[0], value: lastLoss(losses[0]) },
            { name: sides[1].title, look: 1, points: losses[1], value: lastLoss(losses[1]) },
          ]}
          x={[0, shownEpochs(Math.max(...epochsDone), Math.max(...runs.map(({ recipe }) => recipe.epochs)))]}
          y={[Math.min(...all) * 0.9, Math.max(...all) * 1.08]}
          formatY={formatLoss}
          xTitle="Epochs"
          showDots
          isCounted
        />
      )}
      <div className={classes.sides}>
        <RaceRun title={sides[0].title} run={runs[0]} live={lives[0]} />
        <RaceRun title={sides[1].title} run={runs[1]} live={lives[1]} />
      </div>
    </div>
  );
}

/** One run of a race: where it is, what it reached, its loss. */
function RaceRun({ title, run: listed, live }: { title: string; run: Run; live: LiveRun }) {
  const run = useStore(live.view, (view) => view?.run) ?? listed;
  const progress = useStore(live.view, (view) => view?.progress ?? null);
  const epochs = useStore(live.view, (view) => view?.epochs);
  const validation = useMemo(
    () => (epochs ?? []).flatMap(({ step, val }) => (val ? [{ step, value: val.loss }] : [])),
    [epochs],
  );
  return (
    <section className={classes.side} aria-label={title}>
      <div className={classes.head}>
        <Link href={`/runs/${run.id}`} className={classes.name}>
          {title}
        </Link>
        <StatusBadge state={run.state} />
        <span className={classes.best}>
          Best validation <b>{run.best ? formatPercent(run.best.top1) : UNKNOWN}</b>
        </span>
      </div>
      <p className={classes.sentence}>{runSentence(run, progress)}</p>
      <MetricChart
        title="Loss"
        series={live.series}
        column="loss"
        validation={validation}
        bestStep={run.best?.step ?? null}
        stepsPerEpoch={run.stepsPerEpoch}
        view={VIEW}
        format={formatLoss}
        syncKey="race"
      />
    </section>
  );
}

function lossesOf(epochs: readonly EpochFigures[]): (readonly [number, number])[] {
  return epochs.flatMap(({ epoch, val }) =>
    val && Number.isFinite(val.loss) ? [[epoch, val.loss] as const] : [],
  );
}

/** Where the axis of epochs ends: at 10, 20, 40 and so on, as far as the curves need it, so that a long race does not begin as a blot at the left. */
function shownEpochs(done: number, asked: number): number {
  return Math.min(asked, 10 * 2 ** Math.max(0, Math.ceil(Math.log2(done / 10))));
}

function lastLoss(points: readonly (readonly [number, number])[]): string {
  const last = points.at(-1);
  return last ? formatLoss(last[1]) : UNKNOWN;
}
