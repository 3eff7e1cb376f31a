import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse';
import { AppError } from '../../../src-shared/errors.ts';
import { addPoint, type SeriesByTag } from './point-series.ts';

/** Longest row: no table of figures has so many columns. */
const LONGEST_ROW = 2 ** 20;

const STEP = /^(step|global[ _]?step|iteration|iter)$/i;
const EPOCH = /^epochs?$/i;
const WALL_TIME = /^wall[ _]?time$/i;

interface Columns {
  names: readonly string[];
  step: number;
  epoch: number;
  wallTime: number;
}

/**
 * Adds what a table has to a run's series: a row a step or an epoch, its first row the names of its columns, one of them `step` or `epoch`; with
 * both, rows are epochs. TensorBoard's own `Wall time,Step,Value` goes by the file's name. Empty cells are not known. Errors: `bad-request`, with
 * the file's name.
 */
export async function readCsvFile(
  path: string,
  file: string,
  series: SeriesByTag,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const source = createReadStream(path);
  source.on('data', (chunk) => onBytes(chunk.length));
  const rows = source.pipe(
    parse({ bom: true, trim: true, skip_empty_lines: true, max_record_size: LONGEST_ROW }),
  );
  source.once('error', (error) => rows.destroy(error));
  let columns: Columns | null = null;
  let line = 0;
  try {
    for await (const row of rows) {
      line++;
      const cells: string[] = row; // csv-parse without `columns` gives rows of texts
      if (columns === null) columns = columnsOf(cells, file);
      else addRow(cells, columns, series, `${file}, row ${line}`);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new AppError('bad-request', `${file} is no table of comma-separated values: ${error.message}.`, {
      cause: error,
    });
  }
}

function columnsOf(cells: readonly string[], file: string): Columns {
  const place = (pattern: RegExp) => cells.findIndex((name) => pattern.test(name));
  const [step, epoch, wallTime] = [place(STEP), place(EPOCH), place(WALL_TIME)];
  if (step < 0 && epoch < 0) {
    throw new AppError(
      'bad-request',
      `${file} has no column "step" or "epoch" in its first row, which has ${cells.slice(0, 8).join(', ') || 'nothing'}.`,
    );
  }
  // TensorBoard's download names the series in the file's name alone: run-train-tag-epoch_loss.csv.
  const tag = basename(file, '.csv').replace(/^.*?(?:^|-)tag-/, '');
  return { names: cells.map((name) => (/^value$/i.test(name) ? tag : name)), step, epoch, wallTime };
}

function addRow(cells: readonly string[], columns: Columns, series: SeriesByTag, place: string): void {
  const { names, step, epoch, wallTime } = columns;
  const isOfEpoch = epoch >= 0;
  const numbers = cells.map((cell) => (cell === '' ? Number.NaN : Number(cell)));
  const key = numbers[step >= 0 ? step : epoch] ?? Number.NaN;
  if (!Number.isFinite(key)) {
    throw new AppError('bad-request', `${place}: "${cells[step >= 0 ? step : epoch]}" is no step or epoch.`);
  }
  const seconds = wallTime >= 0 ? (numbers[wallTime] ?? Number.NaN) : Number.NaN;
  for (const [at, name] of names.entries()) {
    if (at === step || at === wallTime) continue;
    const value = numbers[at] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const tag = isOfEpoch && at !== epoch ? `epoch/${name}` : name;
    addPoint(series, tag, { step: key, value, atMs: seconds * 1000 });
  }
}
