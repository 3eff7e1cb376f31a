import { Group, SegmentedControl, Select, Text } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import type { EpochStatistics } from '../../../../src-shared/contract/inspect-answers.ts';
import { formatPercent } from '../../../ui/format.ts';
import { Section } from '../../../ui/page.tsx';
import { drawingSvg } from '../parts/save-drawing.ts';
import { SaveMenu } from '../parts/save-menu.tsx';
import { shortNumber } from '../parts/short-number.ts';
import { EpochPlot } from './epoch-plot.tsx';
import { Ridgeline } from './ridgeline.tsx';
import { layerEpochs, ridgesOf } from './ridges.ts';
import classes from './statistics.module.css';
import { statisticsCsv } from './statistics-csv.ts';

/** What is looked at of a layer. */
const WHATS = ['kernels', 'gradients', 'activations'] as const;
type What = (typeof WHATS)[number];

interface Words {
  readonly tab: string;
  readonly noun: string;
  readonly title: string;
  readonly about: string;
}

const WORDS: Readonly<Record<What, Words>> = {
  kernels: {
    tab: 'Weights',
    noun: 'weights',
    title: 'Distribution of the weights after each epoch',
    about:
      '“Update to weight” is the length of the epoch’s last update over that of the weights: around 0.001 is healthy, far above it training is wild, far below it hardly moves. The spectral norm is by how much the layer can stretch what it gets.',
  },
  gradients: {
    tab: 'Gradients',
    noun: 'gradients',
    title: 'Distribution of the gradients in each epoch’s last step',
    about:
      'Gradients that shrink from layer to layer towards the picture vanish: the first layers hardly learn. They are taken before clipping and decay, of large kernels by a million evenly spaced values.',
  },
  activations: {
    tab: 'Activations',
    noun: 'outputs',
    title: 'Distribution of the outputs after each epoch, on a few pictures',
    about:
      'A unit is dead when it gives zero everywhere on all of these pictures, and an output of tanh or sigmoid is saturated within 0.01 of its ends: hardly a gradient goes through either, so it does not learn any more.',
  },
};

/** One layer over the training: a ridgeline of its values, and figures beside it. */
export function LayerStatistics({
  statistics,
  runName,
}: {
  readonly statistics: readonly EpochStatistics[];
  readonly runName: string;
}) {
  const [what, setWhat] = useState<What>('kernels');
  const [asked, setAsked] = useState<string | null>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const known = WHATS.filter((one) => statistics.some((epoch) => epoch[one].length > 0));
  const layers = [...new Set(statistics.flatMap((epoch) => epoch[what].map(({ layer }) => layer)))];
  const layer = layers.find((name) => name === asked) ?? layers[0] ?? '';
  const { ridges, range } = useMemo(() => {
    const ofWhat = statistics.map((one) => ({ epoch: one.epoch, layers: one[what] }));
    return ridgesOf(layerEpochs(ofWhat, layer));
  }, [statistics, what, layer]);
  const words = WORDS[what];
  return (
    <Section
      title="Over the training"
      aside={
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label="What is shown"
            value={what}
            onChange={(value) => setWhat(WHATS.find((one) => one === value) ?? 'kernels')}
            data={known.map((value) => ({ value, label: WORDS[value].tab }))}
          />
          <Select
            size="xs"
            w={200}
            aria-label="Layer"
            allowDeselect={false}
            searchable
            value={layer}
            data={layers}
            onChange={setAsked}
          />
          <SaveMenu
            what="the statistics"
            file={`${runName} ${layer} statistics`}
            choices={[
              { kind: 'SVG', make: () => ridgelineSvg(drawing.current) },
              { kind: 'CSV', make: () => statisticsCsv(statistics) },
            ]}
          />
        </Group>
      }
    >
      <div className={classes.pair}>
        <div>
          <Text size="sm" fw={600} mb="xs">
            {words.title}
          </Text>
          <Ridgeline layer={layer} what={words.noun} ridges={ridges} range={range} drawing={drawing} />
        </div>
        <Plots statistics={statistics} what={what} layer={layer} />
      </div>
      <Text size="xs" c="dimmed" mt="md">
        {words.about}
      </Text>
    </Section>
  );
}

interface PlotsProps {
  readonly statistics: readonly EpochStatistics[];
  readonly what: What;
  readonly layer: string;
}

function Plots({ statistics, what, layer }: PlotsProps) {
  switch (what) {
    case 'kernels': {
      const epochs = layerEpochs(
        statistics.map(({ epoch, kernels }) => ({ epoch, layers: kernels })),
        layer,
      );
      return (
        <div className={classes.plots}>
          <EpochPlot
            title="Update to weight"
            epochs={epochs}
            of={(one) => one.updateRatio}
            format={shortNumber}
          />
          <EpochPlot
            title="Spectral norm"
            epochs={epochs}
            of={(one) => one.spectralNorm}
            format={shortNumber}
          />
          <EpochPlot
            title="Standard deviation"
            epochs={epochs}
            of={(one) => one.deviation}
            format={shortNumber}
          />
          <EpochPlot
            title="Weights that are zero"
            epochs={epochs}
            of={(one) => one.zeros}
            format={formatPercent}
          />
        </div>
      );
    }
    case 'gradients': {
      const epochs = layerEpochs(
        statistics.map(({ epoch, gradients }) => ({ epoch, layers: gradients })),
        layer,
      );
      return (
        <div className={classes.plots}>
          <EpochPlot
            title="Standard deviation"
            epochs={epochs}
            of={(one) => one.deviation}
            format={shortNumber}
          />
          <EpochPlot
            title="Largest"
            epochs={epochs}
            of={({ lowest, highest }) =>
              lowest === null || highest === null ? null : Math.max(-lowest, highest)
            }
            format={shortNumber}
          />
          <EpochPlot
            title="Gradients that are zero"
            epochs={epochs}
            of={(one) => one.zeros}
            format={formatPercent}
          />
        </div>
      );
    }
    case 'activations': {
      const epochs = layerEpochs(
        statistics.map(({ epoch, activations }) => ({ epoch, layers: activations })),
        layer,
      );
      const canSaturate = epochs.some(({ values }) => values.saturated !== null);
      return (
        <div className={classes.plots}>
          <EpochPlot title="Dead units" epochs={epochs} of={(one) => one.dead} format={formatPercent} />
          {canSaturate && (
            <EpochPlot
              title="Saturated outputs"
              epochs={epochs}
              of={(one) => one.saturated}
              format={formatPercent}
            />
          )}
          <EpochPlot
            title="Outputs that are zero"
            epochs={epochs}
            of={(one) => one.zeros}
            format={formatPercent}
          />
          <EpochPlot
            title="Standard deviation"
            epochs={epochs}
            of={(one) => one.deviation}
            format={shortNumber}
          />
        </div>
      );
    }
  }
}

function ridgelineSvg(drawing: SVGSVGElement | null): Blob {
  if (!drawing) throw new Error('It is not drawn yet.');
  return drawingSvg(drawing, Number(drawing.dataset['width']), drawing.clientHeight);
}
