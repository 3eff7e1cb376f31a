import { Button, Group, SegmentedControl, Skeleton, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import type { Picture } from '../../../../src-shared/contract/datasets.ts';
import { Split } from '../../../../src-shared/figures.ts';
import type { InspectionId, LookId } from '../../../../src-shared/ids.ts';
import { inspectionUrl, pictureUrl } from '../../../../src-shared/routes.ts';
import { api, studio } from '../../../client/studio.ts';
import { ErrorCard } from '../../../ui/error-card.tsx';
import { formatCounted, formatPercent } from '../../../ui/format.ts';
import { Section } from '../../../ui/page.tsx';
import { SPLIT_TITLES } from '../../datasets/gallery.tsx';
import { csv } from '../parts/csv.ts';
import { fetchFloat32 } from '../parts/fetch-part.ts';
import { npy } from '../parts/npy.ts';
import { drawingChoices } from '../parts/picture-choices.ts';
import { drawnSvg } from '../parts/save-drawing.ts';
import { SaveMenu } from '../parts/save-menu.tsx';
import { shortNumber } from '../parts/short-number.ts';
import { useWork } from '../parts/use-work.ts';
import { WorkStatus } from '../parts/work-status.tsx';
import { useLook } from '../picture/chosen-picture.ts';
import type { Subject } from '../subject.ts';
import { ClassLegend } from './class-legend.tsx';
import { pointsCsv } from './points-csv.ts';
import { Scatter } from './scatter.tsx';
import { Selection } from './selection.tsx';
import classes from './space.module.css';
import { movedTo, useEmbedding, useFeaturePoints } from './use-features.ts';

const NONE: ReadonlySet<number> = new Set();
const NEIGHBOURS = 12;

/** Nearer than this is only rounding. */
const SAME = 1e-3;

/** What the last hidden layer makes of all pictures of a split, as places on a plane: what is near looks alike to the network. */
export function SpacePage({ run, weights }: Subject) {
  const [split, setSplit] = useState<Split>('val');
  const [highlighted, setHighlighted] = useState<number | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<number>>(NONE);
  const [plane, setPlane] = useState<'pca' | 'umap'>('pca');
  const drawing = useRef<SVGSVGElement>(null);
  const look = useLook(run);
  const work = useWork(
    ['features', weights, split],
    (signal) => studio.inspect.features({ ...weights, split }, { signal }),
    { isAsked: true },
  );
  const points = useFeaturePoints(work.data?.inspectionId);
  const embedding = useEmbedding(work.data, plane === 'umap');
  // The plane of the PCA stays until the other one is there.
  const places = plane === 'umap' ? embedding.data?.places : undefined;
  const shown = useMemo(() => (places ? movedTo(points.data, places) : points.data), [points.data, places]);
  const cancelUmap = () => {
    embedding.cancel();
    setPlane('pca');
  };
  const mistakes = points.data?.filter(({ label, predicted }) => label !== predicted).length ?? 0;
  return (
    <>
      <Section
        title="Feature space"
        aside={
          <Group gap="xs">
            <SegmentedControl
              size="xs"
              aria-label="How it is laid out"
              value={plane}
              onChange={(value) => setPlane(value === 'umap' ? 'umap' : 'pca')}
              data={[
                { value: 'pca', label: 'PCA' },
                { value: 'umap', label: 'UMAP' },
              ]}
            />
            <SegmentedControl
              size="xs"
              aria-label="Pictures"
              value={split}
              onChange={(value) => {
                setSplit(Split.parse(value));
                setSelected(NONE);
              }}
              data={Split.options.map((value) => ({ value, label: SPLIT_TITLES[value] }))}
            />
            <SaveMenu
              what="the feature space"
              file={`${run.name} feature space`}
              choices={[
                ...drawingChoices(() => drawnSvg(drawing.current)),
                { kind: 'CSV', make: () => pointsCsv(shown ?? [], run.classes) },
                { kind: 'NPY', make: () => featuresNpy(work.data) },
              ]}
            />
          </Group>
        }
      >
        <WorkStatus
          work={work}
          doing={`The ${SPLIT_TITLES[split].toLowerCase()} pictures go through the network.`}
          failed="The feature space cannot be shown"
        />
        <WorkStatus
          work={{ ...embedding, cancel: cancelUmap }}
          doing="Neighbours are being looked for, and laid out."
          failed="UMAP could not be worked out"
        />
        {points.isError && (
          <ErrorCard title="The points did not come" error={points.error} onRetry={work.start} />
        )}
        {!shown && (work.isWorking || points.isFetching) && <Skeleton height={520} />}
        {!work.isWorking && !work.data && !work.error && (
          <Button leftSection={<IconPlayerPlay size={16} />} onClick={work.start}>
            Go through the pictures
          </Button>
        )}
        {shown && work.data && (
          <>
            <Text size="sm" c="dimmed" mb="sm">
              {formatCounted(shown.length, 'picture')}
              {work.data.of > shown.length &&
                `, spread evenly over the ${work.data.of.toLocaleString('en-US')} of the split (more would not fit the memory),`}{' '}
              by the output of {work.data.layer},{' '}
              {places
                ? 'laid out so that neighbours stay neighbours.'
                : `drawn along its two widest directions (${explainedText(work.data.explained)} of the variance).`}{' '}
              A ring marks what is taken for another class: {mistakes}. Drag around points to select them.
            </Text>
            <div className={classes.plot}>
              <Scatter
                points={shown}
                labels={run.classes}
                highlighted={highlighted}
                selected={selected}
                onSelect={setSelected}
                drawing={drawing}
              />
              <ClassLegend labels={run.classes} highlighted={highlighted} onHighlight={setHighlighted} />
            </div>
            {selected.size > 0 && (
              <Selection run={run} split={split} points={shown} selected={selected} of={work.data.of} />
            )}
          </>
        )}
      </Section>
      {work.data && look.data && (
        <Neighbours inspectionId={work.data.inspectionId} lookId={look.data.lookId} />
      )}
    </>
  );
}

/** What is nearest to the chosen picture (paper, section 6.1). */
function Neighbours({ inspectionId, lookId }: { inspectionId: InspectionId; lookId: LookId }) {
  const neighbours = useQuery(
    api.inspect.neighbours.queryOptions({ input: { inspectionId, lookId, limit: NEIGHBOURS } }),
  );
  return (
    <Section
      title="Nearest to the picture"
      aside={
        <SaveMenu
          what="the nearest pictures’ names"
          file="nearest pictures"
          choices={[{ kind: 'CSV', make: () => neighboursCsv(neighbours.data ?? []) }]}
        />
      }
    >
      {neighbours.isError && <ErrorCard title="The neighbours cannot be shown" error={neighbours.error} />}
      {neighbours.isPending && <Skeleton height={96} />}
      {neighbours.data && (
        <ul className={classes.neighbours}>
          {neighbours.data.map(({ picture, distance }) => (
            <li key={picture.slot}>
              <img src={pictureUrl(picture, 128)} alt={picture.file} title={picture.file} />
              <span>{picture.label}</span>
              <span className={classes.distance}>
                {distance < SAME ? 'itself' : `${shortNumber(distance)} away`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function neighboursCsv(
  neighbours: readonly { readonly picture: Picture; readonly distance: number }[],
): Blob {
  return csv(
    ['file', 'class', 'distance'],
    neighbours.map(({ picture, distance }) => [picture.file, picture.label, distance]),
  );
}

function explainedText([first, second]: readonly [number, number]): string {
  return formatPercent(first + second, 0);
}

/** What the layer gives for each picture, [pictures, units]. */
async function featuresNpy(
  features: { inspectionId: InspectionId; pictures: number } | undefined,
): Promise<Blob> {
  if (!features) throw new Error('The features are not there yet.');
  const url = inspectionUrl(features.inspectionId, { part: 'features' });
  const values = await fetchFloat32(url, new AbortController().signal);
  return npy(values, [features.pictures, values.length / features.pictures]);
}
