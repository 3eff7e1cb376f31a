import { useQueries } from '@tanstack/react-query';
import type { DatasetId } from '../../../src-shared/ids.ts';
import { pictureUrl } from '../../../src-shared/routes.ts';
import { api } from '../../client/studio.ts';
import classes from './mosaic.module.css';

interface MosaicProps {
  readonly datasetId: DatasetId;
  readonly columns: number;
  readonly rows: number;
  /** How many pictures the data set has. */
  readonly pictures: number;
}

/** A few pictures spread over a whole data set, and so over its classes: what it looks like at a glance. */
export function Mosaic({ datasetId, columns, rows, pictures }: MosaicProps) {
  const tiles = Math.min(columns * rows, pictures);
  const places = Array.from({ length: tiles }, (_, tile) => Math.floor(((tile + 0.5) * pictures) / tiles));
  const shown = useQueries({
    queries: places.map((offset) =>
      api.datasets.pictures.queryOptions({ input: { datasetId, offset, limit: 1 } }),
    ),
  });
  return (
    <div className={classes.mosaic} style={{ '--columns': columns, '--rows': rows }} aria-hidden>
      {places.map((place, tile) => {
        const picture = shown[tile]?.data?.pictures[0];
        return picture ? (
          <img key={place} src={pictureUrl(picture, 128)} alt="" draggable={false} />
        ) : (
          <span key={place} />
        );
      })}
    </div>
  );
}
