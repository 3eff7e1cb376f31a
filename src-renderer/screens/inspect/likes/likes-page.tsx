import {
  Button,
  EmptyState,
  Group,
  Pagination,
  SegmentedControl,
  Select,
  Skeleton,
  Text,
} from '@mantine/core';
import { IconSearch, IconZoomQuestion } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Split } from '../../../../src-shared/figures.ts';
import { api, studio } from '../../../client/studio.ts';
import { ErrorCard } from '../../../ui/error-card.tsx';
import { formatCounted } from '../../../ui/format.ts';
import { Section } from '../../../ui/page.tsx';
import { SPLIT_TITLES } from '../../datasets/gallery.tsx';
import { csv } from '../parts/csv.ts';
import { drawingChoices } from '../parts/picture-choices.ts';
import { SaveMenu } from '../parts/save-menu.tsx';
import { useWork } from '../parts/use-work.ts';
import { WorkStatus } from '../parts/work-status.tsx';
import type { Subject, Weights } from '../subject.ts';
import { Ascent } from './ascent.tsx';
import classes from './likes.module.css';
import { UnitCard } from './unit-card.tsx';
import { unitsSvg } from './units-svg.ts';

const PAGE = 24;

/** What excites each unit of a layer most: pictures of the data set, and the picture that gradient ascent makes. */
export function LikesPage({ run, weights }: Subject) {
  const network = useQuery(api.inspect.network.queryOptions({ input: weights }));
  const layers = network.data?.layers.filter(({ hasUnits }) => hasUnits) ?? [];
  const [asked, setAsked] = useState<string | null>(null);
  const [split, setSplit] = useState<Split>('val');
  if (network.isError) {
    return (
      <ErrorCard
        title="The units cannot be shown"
        error={network.error}
        onRetry={() => void network.refetch()}
      />
    );
  }
  if (!network.data) return <Skeleton height={480} radius="lg" />;
  // The last convolution is where units begin to stand for things.
  const usual = layers.findLast(({ hasFilters }) => hasFilters) ?? layers[0];
  const layer = layers.find(({ name }) => name === asked) ?? usual;
  if (!layer) {
    return (
      <EmptyState
        icon={<IconZoomQuestion />}
        title="No units"
        description="This network has no layer with units."
      />
    );
  }
  return (
    <Section
      title="What a unit likes"
      aside={
        <Group gap="xs">
          <Select
            size="xs"
            w={200}
            aria-label="Layer"
            allowDeselect={false}
            searchable
            value={layer.name}
            data={layers.map(({ name }) => name)}
            onChange={setAsked}
          />
          <SegmentedControl
            size="xs"
            aria-label="Pictures to look through"
            value={split}
            onChange={(value) => setSplit(Split.parse(value))}
            data={Split.options.map((value) => ({ value, label: SPLIT_TITLES[value] }))}
          />
        </Group>
      }
    >
      <Units
        key={`${layer.name} ${split}`}
        weights={weights}
        layer={layer.name}
        split={split}
        runName={run.name}
      />
    </Section>
  );
}

interface UnitsProps {
  readonly weights: Weights;
  readonly layer: string;
  readonly split: Split;
  readonly runName: string;
}

function Units({ weights, layer, split, runName }: UnitsProps) {
  const [page, setPage] = useState(1);
  const [unit, setUnit] = useState<number | null>(null);
  const top = useQuery({
    ...api.inspect.topPictures.queryOptions({
      input: { ...weights, layer, split, offset: (page - 1) * PAGE, limit: PAGE },
    }),
    placeholderData: keepPreviousData,
  });
  const search = useWork(
    ['top-pictures', weights, layer, split],
    (signal) => studio.inspect.findTopPictures({ ...weights, layer, split }, { signal }),
    { onDone: () => void top.refetch() },
  );
  if (top.isError)
    return (
      <ErrorCard title="The pictures cannot be shown" error={top.error} onRetry={() => void top.refetch()} />
    );
  if (top.isPending) return <Skeleton height={320} />;
  return (
    <>
      <WorkStatus
        work={search}
        doing={`The ${SPLIT_TITLES[split].toLowerCase()} pictures are being looked through, for all units at once.`}
        failed="The pictures could not be looked through"
      />
      {!top.data && !search.isWorking && (
        <Group gap="md">
          <Button leftSection={<IconSearch size={16} />} onClick={search.start}>
            Look through the pictures
          </Button>
          <Text size="sm" c="dimmed">
            Finds the nine {SPLIT_TITLES[split].toLowerCase()} pictures that excite each unit most. It is done
            once and kept.
          </Text>
        </Group>
      )}
      {unit !== null && (
        <Ascent key={unit} weights={weights} layer={layer} unit={unit} onClose={() => setUnit(null)} />
      )}
      {top.data && (
        <>
          <Group justify="space-between" mb="sm">
            <Text size="sm" c="dimmed">
              {formatCounted(top.data.total, 'unit')}. The frame is what the unit sees where it is excited
              most.
            </Text>
            <SaveMenu
              what="the pictures"
              file={`${runName} ${layer} top pictures`}
              choices={[
                ...drawingChoices(() => unitsSvg(top.data?.units ?? [])),
                { kind: 'CSV', make: () => topCsv(weights, layer, split, top.data?.total ?? 0) },
              ]}
            />
          </Group>
          <div className={classes.units}>
            {top.data.units.map((one) => (
              <UnitCard
                key={one.unit}
                unit={one}
                isChosen={one.unit === unit}
                onChoose={() => setUnit(one.unit)}
              />
            ))}
          </div>
          {top.data.total > PAGE && (
            <Pagination
              mt="lg"
              size="sm"
              total={Math.ceil(top.data.total / PAGE)}
              value={page}
              onChange={setPage}
              getControlProps={(control) => ({ 'aria-label': `${control} page` })}
            />
          )}
        </>
      )}
    </>
  );
}

async function topCsv(weights: Weights, layer: string, split: Split, total: number): Promise<Blob> {
  const rows: (string | number)[][] = [];
  const limit = 512;
  for (let offset = 0; offset < total; offset += limit) {
    const page = await studio.inspect.topPictures({ ...weights, layer, split, offset, limit });
    for (const { unit, pictures } of page?.units ?? []) {
      for (const { picture, value, patch } of pictures) {
        rows.push([
          unit + 1,
          picture.file,
          picture.label,
          value,
          patch.top,
          patch.left,
          patch.height,
          patch.width,
        ]);
      }
    }
  }
  return csv(['unit', 'file', 'class', 'value', 'top', 'left', 'height', 'width'], rows);
}
