import { useState } from 'react';
import { formatCounted, formatPercent } from '../ui/format.ts';
import { ConfusionCanvas } from './confusion-canvas.tsx';
import classes from './confusion-matrix.module.css';
import { rowShares } from './confusions.ts';

/** Up to this many classes every cell has room for its number; beyond, the matrix is a picture. */
const MOST_CELLS_WITH_NUMBERS = 24;

export interface ConfusionMatrixProps {
  readonly labels: readonly string[];
  /** `matrix[actual][predicted]` counts pictures. */
  readonly matrix: readonly (readonly number[])[];
}

/** Which classes were taken for which: rows are what the pictures are, columns what the network said. */
export function ConfusionMatrix({ labels, matrix }: ConfusionMatrixProps) {
  const [cell, setCell] = useState<readonly [number, number] | null>(null);
  const shares = rowShares(matrix);
  return (
    <div className={classes.root}>
      {labels.length <= MOST_CELLS_WITH_NUMBERS ? (
        <ConfusionTable labels={labels} matrix={matrix} shares={shares} onCell={setCell} />
      ) : (
        <ConfusionCanvas labels={labels} shares={shares} onCell={setCell} />
      )}
      <p className={classes.readout} aria-live="polite">
        {cell
          ? cellSentence(labels, matrix, cell)
          : 'Rows are what the pictures are, columns what the network said.'}
      </p>
    </div>
  );
}

interface ConfusionTableProps extends ConfusionMatrixProps {
  readonly shares: readonly (readonly number[])[];
  readonly onCell: (cell: readonly [number, number] | null) => void;
}

function ConfusionTable({ labels, matrix, shares, onCell }: ConfusionTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide matrix has to be scrolled by keyboard too
    <section className={classes.scroll} tabIndex={0} aria-label="Confusion matrix">
      <table className={classes.table} onMouseLeave={() => onCell(null)}>
        <thead>
          <tr>
            <td />
            {labels.map((label) => (
              <th key={label} scope="col" title={label}>
                <span className={classes.column}>{label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((label, actual) => (
            <tr key={label}>
              <th scope="row" title={label}>
                <span className={classes.row}>{label}</span>
              </th>
              {labels.map((other, predicted) => {
                const share = shares[actual]?.[predicted] ?? 0;
                const count = matrix[actual]?.[predicted] ?? 0;
                return (
                  <td
                    key={other}
                    className={classes.cell}
                    data-empty={count === 0}
                    data-strong={share > 0.55}
                    style={{ background: heat(share) }}
                    onMouseEnter={() => onCell([actual, predicted])}
                  >
                    {count}
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

/** Even steps of lightness in oklab, so that equal differences look equal, with or without colour vision. */
function heat(share: number): string {
  return `color-mix(in oklab, var(--heat-high) ${(share * 100).toFixed(1)}%, var(--heat-low))`;
}

function cellSentence(
  labels: readonly string[],
  matrix: ConfusionMatrixProps['matrix'],
  [actual, predicted]: readonly [number, number],
): string {
  const row = matrix[actual] ?? [];
  const count = row[predicted] ?? 0;
  const total = row.reduce((sum, one) => sum + one, 0);
  const share = total === 0 ? '' : ` (${formatPercent(count / total)})`;
  const what = `${count} of ${formatCounted(total, 'picture')} of ${labels[actual]}${share}`;
  return actual === predicted ? `${what} recognised` : `${what} taken for ${labels[predicted]}`;
}
