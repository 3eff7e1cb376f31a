import type { NetSummary } from '../../../../src-shared/nets/summary.ts';
import classes from './evolution.module.css';
import { stripParts } from './strip-parts.ts';

const HEIGHT = 40;

/** A network from left to right: feature maps as high as they are and as wide as they have channels, then vectors. */
export function NetStrip({ summary }: { summary: NetSummary }) {
  const parts = stripParts(summary);
  const width = parts.reduce((sum, part) => sum + part.width + 1, 0);
  let x = 0;
  return (
    <svg
      className={classes.strip}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${summary.layers.length} layers`}
    >
      {parts.map((part) => {
        const left = x;
        x += part.width + 1;
        return (
          <rect
            key={part.name}
            data-kind={part.kind}
            x={left}
            y={(HEIGHT * (1 - part.height)) / 2}
            width={part.width}
            height={HEIGHT * part.height}
          />
        );
      })}
    </svg>
  );
}
