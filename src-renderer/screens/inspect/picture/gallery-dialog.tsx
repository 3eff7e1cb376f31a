import { Group, Modal, Pagination, SegmentedControl, Select, Skeleton, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Picture } from '../../../../src-shared/contract/datasets.ts';
import { Split } from '../../../../src-shared/figures.ts';
import type { DatasetId } from '../../../../src-shared/ids.ts';
import { pictureUrl } from '../../../../src-shared/routes.ts';
import { api } from '../../../client/studio.ts';
import { ErrorCard } from '../../../ui/error-card.tsx';
import { SPLIT_TITLES } from '../../datasets/gallery.tsx';
import classes from './picture.module.css';

const PAGE = 60;

interface GalleryDialogProps {
  readonly datasetId: DatasetId;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onChoose: (picture: Picture) => void;
}

/** The pictures of the data set, page by page, to choose one. */
export function GalleryDialog({ datasetId, opened, onClose, onChoose }: GalleryDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="A picture from the data set"
      size="xl"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <PictureGrid datasetId={datasetId} onChoose={onChoose} />
    </Modal>
  );
}

function PictureGrid({ datasetId, onChoose }: Pick<GalleryDialogProps, 'datasetId' | 'onChoose'>) {
  const [split, setSplit] = useState<Split>('val');
  const [label, setLabel] = useState<string | null>(null);
  const [page, setPage] = useState(1);
  const dataset = useQuery(api.datasets.get.queryOptions({ input: { datasetId } }));
  const pictures = useQuery({
    ...api.datasets.pictures.queryOptions({
      input: { datasetId, split, offset: (page - 1) * PAGE, limit: PAGE, ...(label !== null && { label }) },
    }),
    placeholderData: keepPreviousData,
  });
  const failure = dataset.error ?? pictures.error;
  if (failure) return <ErrorCard title="The pictures cannot be shown" error={failure} />;
  return (
    <>
      <Group gap="sm" mb="md">
        <SegmentedControl
          aria-label="Split"
          value={split}
          onChange={(value) => {
            setSplit(Split.parse(value));
            setPage(1);
          }}
          data={Split.options.map((value) => ({ value, label: SPLIT_TITLES[value] }))}
        />
        <Select
          aria-label="Class"
          placeholder="Every class"
          clearable
          searchable
          value={label}
          data={dataset.data?.classes ?? []}
          onChange={(value) => {
            setLabel(value);
            setPage(1);
          }}
        />
      </Group>
      {pictures.data ? (
        <div className={classes.grid}>
          {pictures.data.pictures.map((picture) => (
            <button
              key={picture.slot}
              type="button"
              className={classes.choice}
              title={picture.file}
              onClick={() => onChoose(picture)}
            >
              <img src={pictureUrl(picture, 128)} alt={`${picture.label}, ${picture.file}`} loading="lazy" />
            </button>
          ))}
        </div>
      ) : (
        <Skeleton height={320} />
      )}
      {pictures.data?.total === 0 && (
        <Text size="sm" c="dimmed">
          There are none.
        </Text>
      )}
      {pictures.data && pictures.data.total > PAGE && (
        <Pagination
          mt="md"
          size="sm"
          total={Math.ceil(pictures.data.total / PAGE)}
          value={page}
          onChange={setPage}
          getControlProps={(control) => ({ 'aria-label': `${control} page` })}
        />
      )}
    </>
  );
}
