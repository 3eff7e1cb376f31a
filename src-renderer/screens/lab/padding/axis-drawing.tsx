import { useElementSize } from '@mantine/hooks';
import { coverage, windowStarts } from '../../../../src-shared/lab/slide.ts';
import classes from './padding.module.css';
import { axisOf, type SlideSettings } from './slide-settings.ts';

const HEIGHT = 28;
const MOST_LANES = 16;

/** One row of the picture with every position of the window below it, as many as can be told apart. */
export function AxisDrawing({ settings, at }: { settings: SlideSettings; at: number }) {
  const { n, m, s } = settings;
  const { ref, width } = useElementSize();
  const axis = axisOf(settings);
  const total = n + axis.padBefore + axis.padAfter;
  const cell = Math.min(32, Math.max(0, width - 2) / total);
  const gap = cell > 8 ? 1 : 0;
  const seen = coverage(n, m, s, axis);
  const starts = windowStarts(axis, s);
  // Windows that overlap lie in different lanes; beyond the most, lanes are used again.
  const lanes = Math.min(MOST_LANES, Math.max(1, Math.ceil(m / s)), Math.max(1, starts.length));
  const lane = Math.max(6, Math.min(14, 112 / lanes));
  const height = HEIGHT + 12 + lanes * lane;
  return (
    <div ref={ref}>
      <svg
        className={classes.drawing}
        width={Math.max(1, total * cell + 2)}
        height={height}
        role="img"
        aria-label={`A row of ${n} pixels under ${starts.length} windows of ${m}`}
      >
        {Array.from({ length: total }, (_, index) => {
          const pixel = index - axis.padBefore;
          const count = seen[pixel];
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a pixel is its place
              key={index}
              className={count === undefined ? classes.padding : count === 0 ? classes.unseen : classes.pixel}
              x={1 + index * cell + gap}
              y={1}
              width={Math.max(0.5, cell - 2 * gap)}
              height={HEIGHT - 2}
              rx={gap * 3}
            />
          );
        })}
        {starts.map((start, position) => (
          <rect
            key={start}
            className={position === at ? classes.laneCurrent : classes.lane}
            x={1 + (start + axis.padBefore) * cell + 1}
            y={HEIGHT + 8 + (position % lanes) * lane}
            width={Math.max(1, m * cell - 2)}
            height={lane - 3}
            rx={2}
          />
        ))}
      </svg>
    </div>
  );
}
