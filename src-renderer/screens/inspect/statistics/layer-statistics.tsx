import { Alert, Group, SegmentedControl, Select, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import type {
  ActivationStatistics,
  Distribution,
  EpochStatistics,
  GradientStatistics,
  KernelStatistics,
} from '../../../../src-shared/contract/inspect-answers.ts';
import { formatPercent } from '../../../ui/format.ts';
import { Section } from '../../../ui/page.tsx';
import { drawingChoices } from '../parts/picture-choices.ts';
import { drawnSvg } from '../parts/save-drawing.ts';
import { SaveMenu } from '../parts/save-menu.tsx';
import { shortNumber } from '../parts/short-number.ts';
import { EpochPlot } from './epoch-plot.tsx';
import { Ridgeline } from './ridgeline.tsx';
import { type LayerEpoch, layerEpochs, ridgesOf } from './ridges.ts';
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
  const { ridges, range, broken } = useMemo(() => {
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
              ...drawingChoices(() => drawnSvg(drawing.current)),
              { kind: 'CSV', make: () => statisticsCsv(statistics) },
            ]}
          />
        </Group>
      }
    >
      {broken.length > 0 && (
        <Alert color="red" icon={<IconAlertTriangle />} mb="md">
          The {words.noun} of {layer} were not all numbers in epoch {broken.join(', ')}: the training had
          diverged. Nothing is drawn of {broken.length === 1 ? 'it' : 'them'}.
        </Alert>
      )}
      <div className={classes.pair}>
        <div>
          <Text size="sm" fw={600} mb="xs">
            {words.title}
          </Text>
          <Ridgeline layer={layer} what={words.noun} ridges={ridges} range={range} drawing={drawing} />
        </div>
        <Plots statistics={statistics} what={what} layer={layer} file={`${runName} ${layer} ${words.noun}`} />
      </div>
      <Text size="xs" c="dimmed" mt="md">
        {words.about}
      </Text>
    </Section>
  );
}

/** One figure of a layer's values that is drawn over the epochs. */
interface Figure<Values> {
  readonly title: string;
  readonly of: (values: Values) => number | null;
  readonly format: (value: number) => string;
}

const DEVIATION: Figure<Distribution> = {
  title: 'Standard deviation',
  of: ({ deviation }) => deviation,
  format: shortNumber,
};

const zerosOf = (what: string): Figure<Distribution> => ({
  title: `${what} that are zero`,
  of: ({ zeros }) => zeros,
  format: formatPercent,
});

const KERNEL_FIGURES: readonly Figure<KernelStatistics>[] = [
  { title: 'Update to weight', of: ({ updateRatio }) => updateRatio, format: shortNumber },
  { title: 'Spectral norm', of: ({ spectralNorm }) => spectralNorm, format: shortNumber },
  DEVIATION,
  zerosOf('Weights'),
];

const GRADIENT_FIGURES: readonly Figure<GradientStatistics>[] = [
  DEVIATION,
  {
    title: 'Largest',
    of: ({ lowest, highest }) => (lowest === null || highest === null ? null : Math.max(-lowest, highest)),
    format: shortNumber,
  },
  zerosOf('Gradients'),
];

const OUTPUT_FIGURES: readonly Figure<ActivationStatistics>[] = [
  { title: 'Dead units', of: ({ dead }) => dead, format: formatPercent },
  { title: 'Saturated outputs', of: ({ saturated }) => saturated, format: formatPercent },
  zerosOf('Outputs'),
  DEVIATION,
];

interface PlotsProps {
  readonly statistics: readonly EpochStatistics[];
  readonly what: What;
  readonly layer: string;
  /** Name of the files that they are saved as, as far as it is the same. */
  readonly file: string;
}

function Plots({ statistics, what, layer, file }: PlotsProps) {
  const of = <Values extends Distribution & { readonly layer: string }>(
    layers: (epoch: EpochStatistics) => readonly Values[],
  ) =>
    layerEpochs(
      statistics.map((one) => ({ epoch: one.epoch, layers: layers(one) })),
      layer,
    );
  switch (what) {
    case 'kernels':
      return <Figures epochs={of(({ kernels }) => kernels)} figures={KERNEL_FIGURES} file={file} />;
    case 'gradients':
      return <Figures epochs={of(({ gradients }) => gradients)} figures={GRADIENT_FIGURES} file={file} />;
    case 'activations':
      return <Figures epochs={of(({ activations }) => activations)} figures={OUTPUT_FIGURES} file={file} />;
  }
}

interface FiguresProps<Values extends Distribution> {
  readonly epochs: readonly LayerEpoch<Values>[];
  readonly figures: readonly Figure<Values>[];
  readonly file: string;
}

/** The figures that are known of any epoch: saturation is a matter of some activations only. */
function Figures<Values extends Distribution>({ epochs, figures, file }: FiguresProps<Values>) {
  const known = figures.filter((figure) => epochs.some(({ values }) => figure.of(values) !== null));
  return (
    <div className={classes.plots}>
      {known.map(({ title, of, format }) => (
        <EpochPlot key={title} title={title} epochs={epochs} of={of} format={format} file={file} />
      ))}
    </div>
  );
}
