import { useMemo } from 'react';
import { ConfusionCanvas } from './confusion-canvas.tsx';
import { type ConfusionShown, cellValues } from './confusion-levels.ts';
import classes from './confusion-matrix.module.css';
import { ConfusionTable } from './confusion-table.tsx';
import { cellSentence } from './confusion-words.ts';
import type { Cell } from './confusions.ts';
import { useCellCursor } from './use-cell-cursor.ts';

/** Up to this many classes every cell has room for its number; beyond, the matrix is a picture. */
const MOST_CELLS_WITH_NUMBERS = 24;

interface ConfusionMatrixProps {
  readonly labels: readonly string[];
  readonly shown: ConfusionShown;
  /** What the two runs of a difference are called. */
  readonly names: readonly [string, string];
  /** Class indices in the order in which they stand. */
  readonly order: readonly number[];
  readonly chosen: Cell | null;
  readonly onChoose: (cell: Cell) => void;
}

/** Which classes were taken for which: rows are what the pictures are, columns what the network said. */
export function ConfusionMatrix({ labels, shown, names, order, chosen, onChoose }: ConfusionMatrixProps) {
  const { first, second, unit } = shown;
  const values = useMemo(() => cellValues({ first, second, unit }), [first, second, unit]);
  const cursor = useCellCursor(order, onChoose);
  const told = cursor.cell ?? chosen;
  return (
    <div className={classes.root}>
      {labels.length <= MOST_CELLS_WITH_NUMBERS ? (
        <ConfusionTable
          labels={labels}
          values={values}
          shown={shown}
          order={order}
          chosen={chosen}
          cursor={cursor}
        />
      ) : (
        <ConfusionCanvas
          labels={labels}
          values={values}
          order={order}
          isDifference={second !== null}
          cursor={cursor}
        />
      )}
      <p className={classes.readout} aria-live="polite">
        {told
          ? cellSentence(labels, shown, told, names)
          : 'Rows are what the pictures are, columns what the network said.'}
      </p>
    </div>
  );
}
