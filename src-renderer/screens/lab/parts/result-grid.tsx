import { largestMagnitude, type Matrix, rowsOf } from '../../../../src-shared/lab/matrix.ts';
import { cellColour } from './cell-colour.ts';
import classes from './number-grid.module.css';
import { numberText } from './number-text.ts';
import type { Steps } from './use-steps.ts';

interface ResultGridProps {
  readonly label: string;
  readonly matrix: Matrix;
  readonly isSmall?: boolean;
  /** The element that is looked at, in reading order; while it plays the ones behind it are not there yet. */
  readonly steps: Steps;
}

/** A matrix whose elements are chosen by pointer or arrow keys, to see how each came about. */
export function ResultGrid({ label, matrix, isSmall, steps }: ResultGridProps) {
  const largest = largestMagnitude(matrix);
  const moves: Record<string, number> = {
    ArrowUp: -matrix.width,
    ArrowDown: matrix.width,
    ArrowLeft: -1,
    ArrowRight: 1,
  };
  const press = (event: React.KeyboardEvent<HTMLButtonElement>) => {
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const to = steps.at + move;
    if (to < 0 || to >= steps.count) return;
    steps.go(to);
    event.currentTarget.closest('table')?.querySelectorAll('button')[to]?.focus();
  };
  return (
    <table className={classes.grid} data-small={isSmall ?? false} aria-label={label}>
      <tbody>
        {rowsOf(matrix).map((values, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
          <tr key={row}>
            {values.map((value, column) => {
              const index = row * matrix.width + column;
              const isThere = !steps.isPlaying || index <= steps.at;
              return (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                  key={column}
                  style={cellColour('signed', isThere ? value : 0, largest)}
                  data-marked={index === steps.at}
                >
                  <button
                    type="button"
                    className={classes.cell}
                    aria-label={`${label}, row ${row + 1}, column ${column + 1}: ${numberText(value)}`}
                    aria-current={index === steps.at}
                    tabIndex={index === steps.at ? 0 : -1}
                    onClick={() => steps.go(index)}
                    onMouseEnter={() => !steps.isPlaying && steps.go(index)}
                    onKeyDown={press}
                  >
                    {isThere ? numberText(value) : ''}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
