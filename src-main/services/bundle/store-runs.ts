import { existsSync } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { checkpointFileName } from '../../../src-shared/checkpoint-file.ts';
import { AppError, messageOf } from '../../../src-shared/errors.ts';
import { Evaluation } from '../../../src-shared/figures.ts';
import { RunId } from '../../../src-shared/ids.ts';
import { newId } from '../../store/new-id.ts';
import { type Cell, keyOf, type Row, RUN_TABLES, type RunTable } from '../../store/run-rows.ts';
import type { Store } from '../../store/store.ts';
import type { RunFiles } from '../run-files.ts';
import { type Manifest, rowsPath } from './bundle-format.ts';
import { damaged } from './check-bundle.ts';
import { readJsonLines } from './json-lines.ts';

/** Rows that are inserted at a time. */
const PAGE = 5000;

const Line = z.array(z.union([z.string(), z.number(), z.null()]));
const Columns = z.array(z.string()).max(100);

export interface StoreParts {
  store: Store;
  files: RunFiles;
  /** Where the bundle is unpacked. */
  folder: string;
  /** What errors call the bundle. */
  name: string;
  signal: AbortSignal;
}

/** A run of a bundle and the id that it gets here. */
export interface PlacedRun {
  was: RunId;
  id: RunId;
  name: string;
}

/** Each run keeps its id and name where nobody has them here. */
export function placeRuns(store: Store, runs: Manifest['runs']): PlacedRun[] {
  const names = new Set(store.runs.list().map(({ name }) => name));
  return runs.map(({ id: was, name }) => {
    const isTaken = store.runRows.has(was);
    return {
      was,
      id: isTaken ? RunId.parse(newId()) : was,
      name: isTaken || names.has(name) ? freeName(`${name}, from bundle`, names) : name,
    };
  });
}

function freeName(base: string, names: ReadonlySet<string>): string {
  let name = base;
  for (let number = 2; names.has(name); number++) name = `${base} ${number}`;
  return name;
}

/** Writes a run's rows, hidden, and moves its files to where they belong. Errors: `damaged`, `cancelled`. */
export async function storeRun(
  run: PlacedRun,
  placed: readonly PlacedRun[],
  parts: StoreParts,
): Promise<void> {
  for (const table of RUN_TABLES) await storeRows(table, run, placed, parts);
  const { store, files, folder, name } = parts;
  if (!store.runRows.areFiguresSound(run.id)) {
    throw damaged(name, `run ${run.was} has figures that cannot be`);
  }
  const unpacked = join(folder, 'runs', run.was, 'files');
  await checkCheckpoints(run, unpacked, parts);
  await mkdir(unpacked, { recursive: true });
  await mkdir(dirname(files.folder(run.id)), { recursive: true });
  await rename(unpacked, files.folder(run.id));
}

async function storeRows(
  table: RunTable,
  run: PlacedRun,
  placed: readonly PlacedRun[],
  { store, folder, name, signal }: StoreParts,
): Promise<void> {
  const path = rowsPath(run.was, table);
  const file = join(folder, ...path.split('/'));
  if (!existsSync(file)) {
    // An older program has fewer tables; a run it has in any case.
    if (table === 'runs') throw damaged(name, `${path} is missing`);
    return;
  }
  let columns: string[] | null = null;
  for await (const lines of readJsonLines(file, path, PAGE)) {
    if (signal.aborted) throw new AppError('cancelled', 'The bundle was not opened: it was stopped.');
    const [first, ...rest] = columns === null ? lines : [null, ...lines];
    columns ??= Columns.catch(() => []).parse(first);
    const names = columns;
    const rows = rest.map((line) => {
      const row = Line.safeParse(line);
      if (!row.success || row.data.length !== names.length) throw damaged(name, `${path} has a wrong row`);
      return row.data;
    });
    if (table === 'runs' && rows.length !== 1) throw damaged(name, `${path} is not one run`);
    insert(table, names, rows, { run, placed, store, name, path });
  }
}

interface Insertion {
  run: PlacedRun;
  placed: readonly PlacedRun[];
  store: Store;
  name: string;
  path: string;
}

function insert(table: RunTable, columns: readonly string[], rows: readonly Row[], into: Insertion): void {
  const { run, store, name, path } = into;
  if (table === 'evaluations') checkEvaluations(columns, rows, into);
  const ours = new Map<string, Cell>([[keyOf(table), run.id]]);
  if (table === 'runs')
    for (const [column, cell] of ofRun(columns, rows[0] ?? [], into)) ours.set(column, cell);
  const names = [...new Set([...columns, ...ours.keys()])];
  const filled = rows.map((row) =>
    names.map((column, at) => (ours.has(column) ? ours.get(column) : row[at]) ?? null),
  );
  try {
    store.runRows.insert(table, names, filled);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw damaged(name, `${path} does not fit (${messageOf(error)})`, error);
  }
}

/** What is another here than where the run was trained: it is hidden for now, and trains no more. */
function ofRun(columns: readonly string[], row: Row, { run, placed, store }: Insertion) {
  const value = (column: string) => row[columns.indexOf(column)] ?? null;
  const isBusy = ['queued', 'running', 'stopping'].includes(String(value('status')));
  const origin = value('origin');
  const from = placed.find(({ was }) => was === value('started_from'));
  return Object.entries({
    name: run.name,
    // A run that is not in the bundle has another id here, if it is here at all.
    started_from: from?.id ?? null,
    status: isBusy ? 'interrupted' : value('status'),
    origin: origin === null || origin === 'trained' ? 'bundle' : origin,
    number: store.runRows.nextNumber(),
    removed_at_ms: Date.now(),
  });
}

function checkEvaluations(columns: readonly string[], rows: readonly Row[], { name, path }: Insertion): void {
  const at = columns.indexOf('evaluation_json');
  for (const row of rows) {
    try {
      Evaluation.parse(JSON.parse(String(row[at])));
    } catch (cause) {
      throw damaged(name, `${path} has an evaluation that is none`, cause);
    }
  }
}

/** Every checkpoint has its file, as long as its row says. */
async function checkCheckpoints(
  run: PlacedRun,
  unpacked: string,
  { store, name }: StoreParts,
): Promise<void> {
  for (const { step, bytes } of store.checkpoints.list(run.id)) {
    const file = checkpointFileName(step);
    const size = await stat(join(unpacked, 'checkpoints', file)).then(
      (found) => found.size,
      () => null,
    );
    if (size !== bytes)
      throw damaged(name, `checkpoint ${file} of run ${run.was} is missing or has another length`);
  }
}
