import { useElementSize } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { ClassCounts, Picture } from '../../../src-shared/contract/datasets.ts';
import type { Split } from '../../../src-shared/figures.ts';
import type { DatasetId } from '../../../src-shared/ids.ts';
import { pictureUrl } from '../../../src-shared/routes.ts';
import { api } from '../../client/studio.ts';
import type { PictureSelection } from '../../state/picture-selection.ts';
import { formatCounted } from '../../ui/format.ts';
import { VirtualRows } from '../../ui/virtual-rows.tsx';
import classes from './gallery.module.css';
import { type GalleryRow, galleryRows } from './gallery-rows.ts';

const PAGE = 200;
const TILE = 104;
const GAP = 8;
const HEADING = 44;

interface GalleryProps {
  readonly datasetId: DatasetId;
  readonly counts: readonly z.infer<typeof ClassCounts>[];
  readonly label: string | null;
  readonly split: Split | null;
  /** Only these, of which `counts` and `split` then are. */
  readonly selection: PictureSelection | null;
}

/** The pictures of a data set by class, or a selection of them. Only what is near the window is drawn, and only its pages are asked for. */
export function Gallery({ datasetId, counts, label, split, selection }: GalleryProps) {
  const { ref, width } = useElementSize();
  const columns = Math.max(1, Math.floor((width + GAP) / (TILE + GAP)));
  const rows = galleryRows(counts, { label, split }, columns);
  const selected = selection?.pictures
    .filter((picture) => label === null || picture.label === label)
    .map(({ place }) => place);
  // The places of a selection are those in the whole split.
  const listed = selection ? null : label;
  return (
    <div ref={ref} className={classes.gallery} style={{ '--columns': columns }}>
      {width > 0 && (
        <VirtualRows
          rows={rows}
          layout={`${width} ${label} ${split} ${selected?.length}`}
          heightOf={(row) =>
            row.kind === 'heading' ? HEADING : (width - (columns - 1) * GAP) / columns + GAP
          }
          keyOf={(row) => (row.kind === 'heading' ? row.label : String(row.first))}
        >
          {(row) =>
            row.kind === 'heading' ? (
              <h2 className={classes.heading}>
                {row.label} <span>{formatCounted(row.count, 'picture')}</span>
              </h2>
            ) : (
              <PictureRow
                places={placesOf(row, selected)}
                datasetId={datasetId}
                label={listed}
                split={split}
              />
            )
          }
        </VirtualRows>
      )}
    </div>
  );
}

interface PictureRowProps extends Pick<GalleryProps, 'datasetId' | 'label' | 'split'> {
  /** In the list of the filtered pictures, ascending. */
  readonly places: readonly number[];
}

function placesOf(
  { first, count }: Extract<GalleryRow, { kind: 'pictures' }>,
  selected: readonly number[] | undefined,
): readonly number[] {
  return selected?.slice(first, first + count) ?? Array.from({ length: count }, (_, index) => first + index);
}

/** A row may lie across pages; TanStack Query asks for each page once, however many rows want it. */
function PictureRow({ places, datasetId, label, split }: PictureRowProps) {
  const pages = [...new Set(places.map((place) => Math.floor(place / PAGE)))];
  const loaded = useQueries({
    queries: pages.map((page) =>
      api.datasets.pictures.queryOptions({
        input: {
          datasetId,
          offset: page * PAGE,
          limit: PAGE,
          ...(label !== null && { label }),
          ...(split !== null && { split }),
        },
      }),
    ),
  });
  const pictureAt = (place: number): Picture | undefined =>
    loaded[pages.indexOf(Math.floor(place / PAGE))]?.data?.pictures[place % PAGE];
  return (
    <div className={classes.row}>
      {places.map((place) => {
        const picture = pictureAt(place);
        return picture ? (
          <Thumbnail key={place} picture={picture} />
        ) : (
          <div key={place} className={classes.waiting} />
        );
      })}
    </div>
  );
}

function Thumbnail({ picture }: { picture: Picture }) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <div className={classes.waiting} title={picture.file} />;
  return (
    <img
      className={classes.tile}
      src={pictureUrl(picture, 128)}
      alt={`${picture.label}, ${picture.file}`}
      title={`${picture.file}\n${picture.width} × ${picture.height}, ${SPLIT_TITLES[picture.split].toLowerCase()}`}
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setBroken(true)}
    />
  );
}

/** The words for the splits. */
export const SPLIT_TITLES: Record<Split, string> = { train: 'Training', val: 'Validation', test: 'Test' };
