import { coverage, windowStarts } from '../../../../src-shared/lab/slide.ts';
import { GridFigure, Operation, Operator } from '../parts/number-grid.tsx';
import type { Steps } from '../parts/use-steps.ts';
import classes from './padding.module.css';
import { axisOf, type SlideSettings } from './slide-settings.ts';

/** Up to this many pixels a side, padding included, each can be told apart. */
export const LARGEST_DRAWN = 20;

const LARGEST_SIDE = 400;

/** The padded picture with the window where it is now, and the element of the feature map that it makes. */
export function PlaneDrawing({ settings, steps }: { settings: SlideSettings; steps: Steps }) {
  const { n, m, s } = settings;
  const axis = axisOf(settings);
  const total = n + axis.padBefore + axis.padAfter;
  const cell = Math.min(40, Math.floor(LARGEST_SIDE / total));
  const seen = coverage(n, m, s, axis);
  const starts = windowStarts(axis, s);
  const row = Math.floor(steps.at / axis.output);
  const column = steps.at % axis.output;
  const cells = Array.from({ length: total * total }, (_, index) => ({
    row: Math.floor(index / total) - axis.padBefore,
    column: (index % total) - axis.padBefore,
  }));
  const looks = (at: (typeof cells)[number]) => {
    const [down, across] = [seen[at.row], seen[at.column]];
    if (down === undefined || across === undefined) return classes.padding;
    return down === 0 || across === 0 ? classes.unseen : classes.pixel;
  };
  const side = m * cell;
  return (
    <Operation>
      <GridFigure
        title={axis.padBefore + axis.padAfter > 0 ? 'Padded picture' : 'Picture'}
        size={`${total} × ${total}`}
      >
        <svg
          className={classes.drawing}
          width={total * cell + 4}
          height={total * cell + 4}
          viewBox={`-2 -2 ${total * cell + 4} ${total * cell + 4}`}
          role="img"
          aria-label={`Picture of ${n} × ${n} with the window at row ${row + 1}, column ${column + 1}`}
        >
          {cells.map((at) => (
            <rect
              key={`${at.row} ${at.column}`}
              className={looks(at)}
              x={(at.column + axis.padBefore) * cell + 1}
              y={(at.row + axis.padBefore) * cell + 1}
              width={cell - 2}
              height={cell - 2}
              rx={3}
            />
          ))}
          <rect
            className={classes.window}
            x={((starts[column] ?? 0) + axis.padBefore) * cell}
            y={((starts[row] ?? 0) + axis.padBefore) * cell}
            width={side}
            height={side}
            rx={4}
          />
        </svg>
      </GridFigure>
      <Operator>→</Operator>
      <GridFigure title="Feature map" size={`${axis.output} × ${axis.output}`}>
        <svg
          className={classes.drawing}
          width={axis.output * cell + 4}
          height={axis.output * cell + 4}
          viewBox={`-2 -2 ${axis.output * cell + 4} ${axis.output * cell + 4}`}
          role="img"
          aria-label={`Feature map of ${axis.output} × ${axis.output}`}
        >
          {Array.from({ length: axis.output ** 2 }, (_, index) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: the buttons above do the same by keyboard
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
              key={index}
              className={index === steps.at ? classes.current : classes.pixel}
              x={(index % axis.output) * cell + 1}
              y={Math.floor(index / axis.output) * cell + 1}
              width={cell - 2}
              height={cell - 2}
              rx={3}
              onMouseEnter={() => !steps.isPlaying && steps.go(index)}
            />
          ))}
        </svg>
      </GridFigure>
    </Operation>
  );
}
