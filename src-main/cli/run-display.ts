import { Presets, SingleBar } from 'cli-progress';
import type { RunEvent, RunProgress } from '../../src-shared/contract/runs.ts';
import type { EpochFigures } from '../../src-shared/figures.ts';
import type { Output } from './output.ts';
import { duration, percent } from './text-table.ts';

/** Shows a run that trains on standard error: a bar on a terminal, and a line an epoch everywhere. */
export interface RunDisplay {
  show(event: RunEvent): void;
  stop(): void;
}

const BAR = '{phase} epoch {epoch} {bar} {percentage}% loss {loss} {speed} images/s, {left} left';

export function createRunDisplay(output: Output): RunDisplay {
  const bar = new SingleBar(
    { format: BAR, hideCursor: true, stream: process.stderr, noTTYOutput: false, barsize: 24 },
    Presets.shades_grey,
  );
  let loss = '–';

  function showProgress(progress: RunProgress): void {
    const { phase, epoch, step, totalSteps, imagesPerSecond, secondsLeft } = progress;
    const speed = imagesPerSecond.toFixed(1);
    const left = secondsLeft === null ? '–' : duration(secondsLeft);
    if (!bar.isActive) bar.start(totalSteps, step, { phase, epoch, loss, speed, left });
    bar.update(step, { phase, epoch, loss, speed, left });
  }

  function showEpoch({ epoch, train, val, seconds, imagesPerSecond }: EpochFigures): void {
    // The line takes the bar's place; the next progress draws the bar again below it.
    bar.stop();
    const validation =
      val === null ? '' : `, validation loss ${val.loss.toFixed(3)} top-1 ${percent(val.top1)}`;
    output.note(
      `epoch ${epoch}: loss ${train.loss.toFixed(3)} top-1 ${percent(train.top1)}${validation}, ` +
        `${duration(seconds)}, ${imagesPerSecond.toFixed(1)} images/s`,
    );
  }

  return {
    show(event) {
      if (event.type === 'steps') loss = event.points.at(-1)?.loss.toFixed(3) ?? loss;
      else if (event.type === 'progress') showProgress(event.progress);
      else if (event.type === 'epoch') showEpoch(event.figures);
    },
    stop: () => bar.stop(),
  };
}
