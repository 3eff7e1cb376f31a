import { z } from 'zod';
import { RejectedFile } from '../../../src-shared/contract/datasets.ts';
import { Split } from '../../../src-shared/figures.ts';
import { DatasetId, RunId } from '../../../src-shared/ids.ts';
import { RUN_TABLES, type RunTable } from '../../store/run-rows.ts';

/*
 * A bundle is a zip file, nothing in it compressed (weights and pictures do not get smaller), with these entries:
 *
 *   runs/<id>/rows/<table>.jsonl   the run's rows: a line with the columns' names, then a line a row
 *   runs/<id>/files/<folder>/…     checkpoints and what training and evaluating left beside them
 *   datasets/<id>/dataset.json     `BundledDataset`
 *   datasets/<id>/pictures.jsonl   a line a picture: `BundledPicture`, in the order of class, split and file
 *   datasets/<id>/records.bin      the decoded pictures, each once, in the order of their first line; only where they were asked for
 *   manifest.json                  `Manifest`, the last entry
 */

export const BUNDLE_VERSION = 1;
export const MANIFEST = 'manifest.json';

/** Folders below `runs/<id>/` that are worth taking along; scans of units are made anew where they are wanted. */
export const FILE_FOLDERS = ['checkpoints', 'filters', 'statistics', 'predictions'] as const;

const count = z.number().int().nonnegative();

/** What a bundle says of itself: what it holds, and of every other entry its length and SHA-256. */
export const Manifest = z.object({
  format: z.literal('alexnet-studio-bundle'),
  version: z.literal(BUNDLE_VERSION),
  /** The program that wrote it, such as `0.1.0`. */
  program: z.string().max(100),
  createdAtMs: z.number(),
  runs: z
    .array(z.object({ id: RunId, name: z.string().min(1).max(200), dataset: DatasetId.nullable() }))
    .min(1)
    .max(1000),
  files: z.array(z.object({ path: z.string(), bytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});
export type Manifest = z.infer<typeof Manifest>;
export type BundledFile = Manifest['files'][number];

/** What a data set is but for its pictures. `source`: the last name of the folder's path alone, for the rest is nobody else's business. */
export const BundledDataset = z.object({
  name: z.string().min(1).max(200),
  source: z.string().max(4096),
  isSample: z.boolean(),
  fingerprint: z.string(),
  classes: z.array(z.string()).min(1).max(100_000),
  rejected: z.array(RejectedFile),
});
export type BundledDataset = z.infer<typeof BundledDataset>;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** File, class, split, SHA-256 of the picture file, CRC-32 of the record, width, height, and the slot that predictions know it by. */
export const BundledPicture = z.tuple([
  z.string().min(1).max(4096),
  count,
  Split,
  sha256,
  count.max(2 ** 32 - 1),
  z.number().int().positive(),
  z.number().int().positive(),
  count,
]);
export type BundledPicture = z.infer<typeof BundledPicture>;

export const rowsPath = (id: RunId, table: RunTable): string => `runs/${id}/rows/${table}.jsonl`;
export const filesPath = (id: RunId, folder: string, name: string): string =>
  `runs/${id}/files/${folder}/${name}`;
export const datasetPath = (id: DatasetId, part: DatasetPart): string => `datasets/${id}/${part}`;
export type DatasetPart = 'dataset.json' | 'pictures.jsonl' | 'records.bin';

/** Names of the files that training and evaluating leave; also what Windows takes for a name. */
export const FILE_NAME = /^[a-z0-9][a-zA-Z0-9._-]{0,120}\.(safetensors|json)$/;

const PATHS = [
  new RegExp(`^runs/[0-9a-z]{8}/rows/(${RUN_TABLES.join('|')})\\.jsonl$`),
  new RegExp(`^runs/[0-9a-z]{8}/files/(${FILE_FOLDERS.join('|')})/${FILE_NAME.source.slice(1)}`),
  /^datasets\/[0-9a-z]{8}\/(dataset\.json|pictures\.jsonl|records\.bin)$/,
];

/** Why a bundle cannot have an entry of this name; null where it can. */
export function wrongName(path: string): string | null {
  if (/^[/\\]|^[a-zA-Z]:/.test(path)) return 'is an absolute path';
  if (path.split(/[/\\]/).includes('..')) return 'leads out of its folder';
  if (/[\\\0]/.test(path)) return 'has a character that no name in a bundle has';
  if (path === MANIFEST || PATHS.some((pattern) => pattern.test(path))) return null;
  return 'is nothing that belongs into a bundle';
}

/** What a bundle of these runs is called: the run's name, or that of the first and how many more. */
export function bundleFileName(names: readonly string[]): string {
  const [first = 'runs', ...others] = names;
  const stem = others.length === 0 ? first : `${first} and ${others.length} more`;
  return `${stem.replace(/[^\p{L}\p{N} ,.()_-]+/gu, '_').slice(0, 100)}.alexnet`;
}
