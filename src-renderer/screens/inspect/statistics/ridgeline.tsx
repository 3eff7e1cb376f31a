import { useElementSize } from '@mantine/hooks';
import { linearTicks } from '../../lab/parts/linear-ticks.ts';
import { shortNumber } from '../parts/short-number.ts';
import type { Ridge } from './ridges.ts';
import classes from './statistics.module.css';

interface RidgelineProps {
  readonly layer: string;
  /** `weights`: what the values are, for its label. */
  readonly what: string;
  readonly ridges: readonly Ridge[];
  readonly range: readonly [number, number];
  readonly drawing: React.RefObject<SVGSVGElement | null>;
}

const HEIGHT = 420;
const MARGIN = { top: 8, bottom: 28, left: 56, right: 12 };

/** Room that the highest ridge takes, in distances from one epoch to the next. */
const OVERLAP = 2.5;

/** Up to so many epochs are drawn, evenly chosen; more would be one grey area. */
const MOST = 40;

/** The distribution of a layer's values after each epoch, the first one at the back. */
export function Ridgeline({ layer, what, ridges, range, drawing }: RidgelineProps) {
  const { ref, width } = useElementSize();
  const step = Math.max(1, Math.ceil(ridges.length / MOST));
  const shown = ridges.filter((_, at) => (ridges.length - 1 - at) % step === 0);
  const inner = width - MARGIN.left - MARGIN.right;
  const pitch = (HEIGHT - MARGIN.top - MARGIN.bottom) / (shown.length + OVERLAP - 1);
  const placeX = (x: number) => MARGIN.left + ((x - range[0]) / (range[1] - range[0] || 1)) * inner;
  const labelled = Math.max(1, Math.ceil(shown.length / 10));
  return (
    <div ref={ref}>
      <svg
        ref={drawing}
        className={classes.ridgeline}
        height={HEIGHT}
        data-width={width}
        role="img"
        aria-label={`Distribution of the ${what} of ${layer} after ${ridges.length} epochs`}
      >
        <g>
          {width > 0 &&
            linearTicks(range, 5).map((tick) => (
              <g key={tick}>
                <line
                  className={classes.tick}
                  x1={placeX(tick)}
                  x2={placeX(tick)}
                  y1={MARGIN.top}
                  y2={HEIGHT - MARGIN.bottom}
                />
                <text x={placeX(tick)} y={HEIGHT - 8} textAnchor="middle">
                  {shortNumber(tick)}
                </text>
              </g>
            ))}
          {width > 0 &&
            shown.map(({ epoch, points }, at) => {
              const base = MARGIN.top + pitch * (at + OVERLAP);
              const line = points
                .map(([x, y]) => `${placeX(x).toFixed(1)} ${(base - y * pitch * OVERLAP).toFixed(1)}`)
                .join('L');
              const [first, last] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
              return (
                <g key={epoch}>
                  <path
                    className={classes.ridge}
                    d={`M${placeX(first).toFixed(1)} ${base}L${line}L${placeX(last).toFixed(1)} ${base}Z`}
                  />
                  {(shown.length - 1 - at) % labelled === 0 && (
                    <text x={MARGIN.left - 8} y={base} textAnchor="end">
                      {epoch}
                    </text>
                  )}
                </g>
              );
            })}
        </g>
      </svg>
    </div>
  );
}
