import { type ColourScale, gradientOf } from './colour-scale.ts';
import classes from './parts.module.css';

interface ScaleLegendProps {
  readonly scale: ColourScale;
  readonly low: string;
  readonly high: string;
}

/** What the colours mean. */
export function ScaleLegend({ scale, low, high }: ScaleLegendProps) {
  return (
    <span className={classes.legend}>
      {low}
      <i style={{ background: gradientOf(scale) }} aria-hidden />
      {high}
    </span>
  );
}
