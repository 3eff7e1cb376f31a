import { type ConfusionShown, colourLevels } from './confusion-levels.ts';
import classes from './confusion-matrix.module.css';
import { cellText } from './confusion-words.ts';
import type { Cell, Confusion } from './confusions.ts';
import type { useCellCursor } from './use-cell-cursor.ts';

interface ConfusionTableProps {
  readonly labels: readonly string[];
  readonly values: Confusion;
  readonly shown: ConfusionShown;
  readonly order: readonly number[];
  readonly chosen: Cell | null;
  readonly cursor: ReturnType<typeof useCellCursor>;
}

/** The matrix of a few classes with the number in every cell. */
export function ConfusionTable({ labels, values, shown, order, chosen, cursor }: ConfusionTableProps) {
  const levels = colourLevels(values, 1);
  return (
    <section
      className={classes.scroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide matrix is scrolled and read by keyboard too
      tabIndex={0}
      aria-label="Confusion matrix"
      onKeyDown={cursor.onKeyDown}
    >
      <table className={classes.table} onMouseLeave={() => cursor.point(null)}>
        <thead>
          <tr>
            <td />
            {order.map((predicted) => (
              <th key={predicted} scope="col" title={labels[predicted]}>
                <span className={classes.column}>{labels[predicted]}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {order.map((actual, row) => (
            <tr key={actual}>
              <th scope="row" title={labels[actual]}>
                <span className={classes.row}>{labels[actual]}</span>
              </th>
              {order.map((predicted, column) => {
                const at = actual * values.classes + predicted;
                const level = levels[at] ?? 0;
                return (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: Enter does the same where the arrow keys have led to
                  <td
                    key={predicted}
                    className={classes.cell}
                    data-empty={level === 0}
                    data-strong={shown.second === null && level > 0.55}
                    data-here={cursor.place?.row === row && cursor.place.column === column}
                    data-chosen={chosen?.actual === actual && chosen.predicted === predicted}
                    style={{ background: colourOf(level, shown.second !== null) }}
                    onMouseEnter={() => cursor.point({ row, column })}
                    onClick={() => cursor.choose({ row, column })}
                  >
                    {cellText(values.counts[at] ?? 0, shown)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Of a difference's colours so much is taken that the numbers stay legible on both. */
const MOST_OF_DIFFERENCE = 0.5;

/** Even steps of lightness in oklab, so that equal differences look equal, with or without colour vision. */
function colourOf(level: number, isDifference: boolean): string {
  const more = isDifference ? 'var(--chart-train)' : 'var(--heat-high)';
  const strongest = level < 0 ? 'var(--chart-val)' : more;
  const share = Math.abs(level) * (isDifference ? MOST_OF_DIFFERENCE : 1);
  return `color-mix(in oklab, ${strongest} ${(share * 100).toFixed(1)}%, var(--heat-low))`;
}
