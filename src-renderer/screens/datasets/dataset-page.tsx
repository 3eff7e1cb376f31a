import { Anchor, Button, Group, SegmentedControl, Skeleton, Table, Tabs, Text } from '@mantine/core';
import { IconBolt, IconTrash, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Dataset } from '../../../src-shared/contract/datasets.ts';
import { Split } from '../../../src-shared/figures.ts';
import type { DatasetId } from '../../../src-shared/ids.ts';
import { removeDataset } from '../../actions/remove-dataset.ts';
import { api, studio } from '../../client/studio.ts';
import { countSelected, type PictureSelection, pictureSelection } from '../../state/picture-selection.ts';
import { countImages, useRuns } from '../../state/queries.ts';
import { useStore } from '../../state/store.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { formatCounted, formatMoment } from '../../ui/format.ts';
import { navigate } from '../../ui/hash-location.ts';
import { InlineName } from '../../ui/inline-name.tsx';
import { Page } from '../../ui/page.tsx';
import { RunTable } from '../runs/run-table.tsx';
import { ClassList } from './class-list.tsx';
import classes from './dataset-page.module.css';
import { Gallery, SPLIT_TITLES } from './gallery.tsx';

/** One data set: its pictures by class and split, what was rejected and why, and the runs that learned from it. */
export function DatasetPage({ datasetId }: { datasetId: DatasetId }) {
  const dataset = useQuery(api.datasets.get.queryOptions({ input: { datasetId } }));
  const [label, setLabel] = useState<string | null>(null);
  const [split, setSplit] = useState<Split | null>(null);
  const latest = useStore(pictureSelection, (one) => one);
  const selection = latest?.datasetId === datasetId ? latest : null;
  const runs = useRuns().data?.filter((run) => run.dataset.id === datasetId) ?? [];

  if (dataset.isError) {
    return (
      <ErrorCard
        title="This data set cannot be shown"
        error={dataset.error}
        onRetry={() => void dataset.refetch()}
      />
    );
  }
  if (!dataset.data) {
    return (
      <Page title="Data set">
        <Skeleton height={420} radius="lg" />
      </Page>
    );
  }
  const { data } = dataset;
  const counts = selection ? countSelected(data.classCounts, selection) : data.classCounts;
  return (
    <Page
      title={data.name}
      heading={
        <InlineName
          name={data.name}
          what="data set"
          onRename={(name) => studio.datasets.rename({ datasetId, name })}
        />
      }
      subtitle={<Provenance dataset={data} />}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconTrash size={16} />}
            onClick={async () => {
              if (await removeDataset(data)) navigate('/datasets');
            }}
          >
            Delete
          </Button>
          <Button component={Link} href={`/train/on/${datasetId}`} leftSection={<IconBolt size={16} />}>
            Train on this
          </Button>
        </>
      }
    >
      <Tabs defaultValue="pictures" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="pictures">Pictures</Tabs.Tab>
          <Tabs.Tab value="rejected">Rejected files ({data.rejected.toLocaleString('en-US')})</Tabs.Tab>
          <Tabs.Tab value="runs">Runs ({runs.length})</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="pictures" pt="lg">
          <div className={classes.pictures}>
            <ClassList counts={counts} chosen={label} onChoose={setLabel} />
            <div className={classes.gallery}>
              {selection ? (
                <SelectionBar selection={selection} />
              ) : (
                <SegmentedControl
                  aria-label="Split"
                  value={split ?? 'all'}
                  onChange={(value) => setSplit(Split.safeParse(value).data ?? null)}
                  data={[
                    { value: 'all', label: `All ${countImages(data).toLocaleString('en-US')}` },
                    ...Split.options.map((value) => ({
                      value,
                      label: `${SPLIT_TITLES[value]} ${data.images[value].toLocaleString('en-US')}`,
                    })),
                  ]}
                />
              )}
              <Gallery
                datasetId={datasetId}
                counts={counts}
                label={label}
                split={selection?.split ?? split}
                selection={selection}
              />
            </div>
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="rejected" pt="lg">
          <Rejected datasetId={datasetId} count={data.rejected} />
        </Tabs.Panel>
        <Tabs.Panel value="runs" pt="lg">
          {runs.length === 0 ? (
            <Text c="dimmed">
              No run has learned from this data set yet.{' '}
              <Anchor component={Link} href={`/train/on/${datasetId}`}>
                Train one
              </Anchor>
            </Text>
          ) : (
            <div className="card">
              <RunTable runs={runs} />
            </div>
          )}
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

/** Says that the gallery shows a selection, and ends that. */
function SelectionBar({ selection: { from, pictures, split } }: { selection: PictureSelection }) {
  return (
    <Group gap="md" role="status" aria-label="Selection">
      <Text size="sm">
        {formatCounted(pictures.length, `${SPLIT_TITLES[split].toLowerCase()} picture`)}, selected in {from}
      </Text>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconX size={14} />}
        onClick={() => pictureSelection.set(null)}
      >
        Show all pictures
      </Button>
    </Group>
  );
}

function Provenance({ dataset }: { dataset: Dataset }) {
  const origin = dataset.isSample ? 'drawn by AlexNet Studio' : `from ${dataset.source}`;
  return (
    <span style={{ overflowWrap: 'anywhere' }}>
      {formatCounted(countImages(dataset), 'picture')} in{' '}
      {formatCounted(dataset.classes.length, 'class', 'classes')}, {origin}, imported{' '}
      {formatMoment(dataset.createdAtMs)}
    </span>
  );
}

function Rejected({ datasetId, count }: { datasetId: DatasetId; count: number }) {
  const rejected = useQuery({
    ...api.datasets.rejected.queryOptions({ input: { datasetId } }),
    enabled: count > 0,
  });
  if (count === 0) return <Text c="dimmed">Every file of the folder could be read.</Text>;
  if (rejected.isError) return <ErrorCard title="The list cannot be shown" error={rejected.error} />;
  if (!rejected.data) return <Skeleton height={160} radius="lg" />;
  return (
    <div className="card">
      <Table aria-label="Rejected files" verticalSpacing="xs" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>File</Table.Th>
            <Table.Th>Why it was left out</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rejected.data.map(({ file, reason }) => (
            <Table.Tr key={file}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{file}</Table.Td>
              <Table.Td>{reason}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
