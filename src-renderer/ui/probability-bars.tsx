import type { Prediction } from '../../src-shared/figures.ts';
import { formatPercent } from './format.ts';
import classes from './probability-bars.module.css';

/** Answers with their probabilities as bars, most probable first. */
export function ProbabilityBars({ predictions }: { predictions: readonly Prediction[] }) {
  return (
    <ol className={classes.bars}>
      {predictions.map(({ label, probability }, index) => (
        <li key={label} data-first={index === 0}>
          <span className={classes.label} title={label}>
            {label}
          </span>
          <span className={classes.share}>{formatPercent(probability)}</span>
          <span className={classes.track} aria-hidden>
            <i style={{ width: `${Math.max(0.5, probability * 100)}%` }} />
          </span>
        </li>
      ))}
    </ol>
  );
}
