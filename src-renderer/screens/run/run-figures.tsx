import { useEffect, useState } from 'react';
import type { LiveRun } from '../../state/live-run.ts';
import { isActive } from '../../state/queries.ts';
import { useStore } from '../../state/store.ts';
import { FigureStrip } from '../../ui/figure.tsx';
import {
  formatDuration,
  formatLearningRate,
  formatPercent,
  formatRate,
  formatTimeLeft,
  UNKNOWN,
} from '../../ui/format.ts';

/** The figures of a run: while it trains how fast it is and how far, afterwards what it reached. */
export function RunFigures({ live }: { live: LiveRun }) {
  const run = useStore(live.view, (view) => view?.run);
  const progress = useStore(live.view, (view) => view?.progress ?? null);
  const learningRate = useLearningRate(live);
  if (!run) return null;

  const totalSteps = progress?.totalSteps ?? run.stepsPerEpoch * run.recipe.epochs;
  const epoch = { label: 'Epoch', value: progress?.epoch ?? run.epochs, of: `of ${run.recipe.epochs}` };
  const step = {
    label: 'Step',
    value: (progress?.step ?? run.steps).toLocaleString('en-US'),
    of: totalSteps > 0 ? `of ${totalSteps.toLocaleString('en-US')}` : '',
  };
  const rate = progress?.imagesPerSecond ?? run.imagesPerSecond;
  const imagesPerSecond = { label: 'Images a second', value: rate === null ? UNKNOWN : formatRate(rate) };
  const precision = { label: 'Precision', value: run.precision ?? UNKNOWN };

  if (isActive(run)) {
    return (
      <FigureStrip
        label="Figures"
        figures={[
          epoch,
          step,
          imagesPerSecond,
          { label: 'Data wait', value: progress ? formatPercent(progress.dataWait) : UNKNOWN },
          {
            label: 'Time left',
            value: progress?.secondsLeft == null ? UNKNOWN : formatTimeLeft(progress.secondsLeft),
          },
          {
            label: 'Learning rate',
            value: learningRate === null ? UNKNOWN : formatLearningRate(learningRate),
          },
          precision,
        ]}
      />
    );
  }
  return (
    <FigureStrip
      label="Figures"
      figures={[
        { label: 'Test accuracy', value: run.test ? formatPercent(run.test.top1) : UNKNOWN },
        {
          label: 'Best validation',
          value: run.best ? formatPercent(run.best.top1) : UNKNOWN,
          of: run.best ? `epoch ${run.best.epoch}` : '',
        },
        epoch,
        step,
        { label: 'Duration', value: run.durationMs > 0 ? formatDuration(run.durationMs) : UNKNOWN },
        imagesPerSecond,
        precision,
      ]}
    />
  );
}

/** The rate of the latest step, read from the series twice a second: quicker is not legible. */
function useLearningRate({ series }: LiveRun): number | null {
  const [rate, setRate] = useState<number | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      timer = undefined;
      setRate(series.column('learningRate').at(-1) ?? null);
    };
    read();
    const unsubscribe = series.subscribe(() => {
      timer ??= setTimeout(read, 500);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [series]);
  return rate;
}
