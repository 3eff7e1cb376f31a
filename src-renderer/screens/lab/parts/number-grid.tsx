import { useState } from 'react';
import { largestMagnitude, type Matrix, rowsOf } from '../../../../src-shared/lab/matrix.ts';
import { type CellTone, cellColour } from './cell-colour.ts';
import classes from './number-grid.module.css';
import { numberText } from './number-text.ts';

/** A rectangle of cells, such as those that lie under a filter. */
export interface CellWindow {
  readonly row: number;
  readonly column: number;
  readonly height: number;
  readonly width: number;
}

interface NumberGridProps {
  readonly label: string;
  readonly matrix: Matrix;
  readonly tone: CellTone;
  readonly isSmall?: boolean;
  /** Cells that are framed. */
  readonly marked?: CellWindow | null;
  /** Of the framed cells those that decided, such as the largest. */
  readonly hasWon?: (value: number) => boolean;
  /** Makes the numbers editable. */
  readonly onChange?: (row: number, column: number, value: number) => void;
}

/** A matrix as a table of coloured numbers. */
export function NumberGrid({ label, matrix, tone, isSmall, marked, hasWon, onChange }: NumberGridProps) {
  const largest = largestMagnitude(matrix);
  return (
    <table className={classes.grid} data-small={isSmall ?? false} aria-label={label}>
      <tbody>
        {rowsOf(matrix).map((values, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
          <tr key={row}>
            {values.map((value, column) => {
              const isMarked = isInside(marked, row, column);
              return (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                  key={column}
                  style={cellColour(tone, value, largest)}
                  data-marked={isMarked}
                  data-won={isMarked && (hasWon?.(value) ?? false)}
                >
                  {onChange ? (
                    <NumberCell
                      label={`${label}, row ${row + 1}, column ${column + 1}`}
                      value={value}
                      onChange={(next) => onChange(row, column, next)}
                    />
                  ) : (
                    numberText(value)
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A number that can be typed over; what is no number yet stays a draft. */
function NumberCell({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number;
  onChange: (value: number) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <input
      className={classes.cell}
      aria-label={label}
      inputMode="numeric"
      value={draft ?? numberText(value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => setDraft(null)}
      onChange={({ currentTarget: { value: text } }) => {
        setDraft(text);
        const number = Number(text.replace('−', '-').replace(',', '.'));
        if (text.trim() !== '' && Number.isFinite(number) && Math.abs(number) < 10_000) onChange(number);
      }}
    />
  );
}

function isInside(cells: CellWindow | null | undefined, row: number, column: number): boolean {
  if (!cells) return false;
  const [down, across] = [row - cells.row, column - cells.column];
  return down >= 0 && down < cells.height && across >= 0 && across < cells.width;
}

/** A grid with its name and size below it. */
export function GridFigure({
  title,
  size,
  children,
}: {
  title: string;
  size: string;
  children: React.ReactNode;
}) {
  return (
    <figure className={classes.figure}>
      {children}
      <figcaption>
        <strong>{title}</strong>
        <span>{size}</span>
      </figcaption>
    </figure>
  );
}

/** Grids in a row with operators between them, wrapped where there is no room. */
export function Operation({ children }: { children: React.ReactNode }) {
  return <div className={classes.operation}>{children}</div>;
}

/** The sign between two grids. */
export function Operator({ children }: { children: string }) {
  return (
    <span className={classes.operator} aria-hidden>
      {children}
    </span>
  );
}
