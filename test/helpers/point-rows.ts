import {
  makeRows,
  POINT_BYTES,
  pointValue,
  type Rows,
  STEP_COLUMNS,
} from '../../src-shared/series/row-layout.ts';

/** Points of the steps 1, 2, …, each 10 ms after the one before, with these losses; the other columns are that loss, doubled each time. */
export function pointRows(losses: readonly number[]): Rows {
  const rows = makeRows(losses.length, POINT_BYTES);
  for (const [row, loss] of losses.entries()) {
    rows.wholes[row * rows.wholeStride] = row + 1;
    rows.wholes[row * rows.wholeStride + 1] = 10 * (row + 1);
    for (let column = 0; column < STEP_COLUMNS.length; column += 1) {
      rows.values[row * rows.valueStride + pointValue(column)] = loss * 2 ** column;
    }
  }
  return rows;
}
