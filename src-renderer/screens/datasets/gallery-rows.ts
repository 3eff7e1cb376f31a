import type { z } from 'zod';
import type { ClassCounts } from '../../../src-shared/contract/datasets.ts';
import type { Split } from '../../../src-shared/figures.ts';

/** A row of the gallery: a class's name, or pictures `first` to `first + count - 1` of the filtered list. */
export type GalleryRow =
  | { readonly kind: 'heading'; readonly label: string; readonly count: number }
  | { readonly kind: 'pictures'; readonly first: number; readonly count: number };

/**
 * Where each picture of a data set stands, known before any of them is loaded: the main process lists them by class, so the counts
 * suffice. Classes without pictures in the split are left out.
 */
export function galleryRows(
  counts: readonly z.infer<typeof ClassCounts>[],
  filter: { readonly label: string | null; readonly split: Split | null },
  columns: number,
): GalleryRow[] {
  const rows: GalleryRow[] = [];
  let first = 0;
  for (const one of counts) {
    if (filter.label !== null && filter.label !== one.label) continue;
    const count = filter.split === null ? one.train + one.val + one.test : one[filter.split];
    if (count === 0) continue;
    rows.push({ kind: 'heading', label: one.label, count });
    for (let done = 0; done < count; done += columns) {
      rows.push({ kind: 'pictures', first: first + done, count: Math.min(columns, count - done) });
    }
    first += count;
  }
  return rows;
}
