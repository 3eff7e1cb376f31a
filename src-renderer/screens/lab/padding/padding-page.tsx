import { Button, Group, Input, NumberInput, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { coverage } from '../../../../src-shared/lab/slide.ts';
import { FigureStrip } from '../../../ui/figure.tsx';
import { formatCounted } from '../../../ui/format.ts';
import { Section } from '../../../ui/page.tsx';
import { LabPage, Slide } from '../lab-page.tsx';
import { StepControls } from '../parts/step-controls.tsx';
import { useSteps } from '../parts/use-steps.ts';
import { AxisDrawing } from './axis-drawing.tsx';
import { LARGEST_DRAWN, PlaneDrawing } from './plane-drawing.tsx';
import {
  axisOf,
  type PaddingChoice,
  type SlideSettings,
  slideFormula,
  slideWords,
} from './slide-settings.ts';

/** Settings worth a look: the deck's picture and layers of its network. */
const EXAMPLES: readonly { readonly name: string; readonly settings: SlideSettings }[] = [
  { name: "The deck's picture", settings: { n: 6, m: 3, s: 1, padding: 'valid', p: 1 } },
  { name: 'With padding', settings: { n: 6, m: 3, s: 1, padding: 'same', p: 1 } },
  { name: 'Stride 2', settings: { n: 6, m: 3, s: 2, padding: 'valid', p: 1 } },
  { name: 'Same, uneven', settings: { n: 6, m: 3, s: 2, padding: 'same', p: 1 } },
  { name: 'AlexNet, first convolution', settings: { n: 227, m: 11, s: 4, padding: 'valid', p: 1 } },
  { name: 'On 224 pixels', settings: { n: 224, m: 11, s: 4, padding: 'valid', p: 1 } },
  { name: 'First pooling', settings: { n: 55, m: 3, s: 2, padding: 'valid', p: 1 } },
  { name: 'Second convolution', settings: { n: 27, m: 5, s: 1, padding: 'same', p: 1 } },
];

/** The slides on padding and stride: what (n + 2p − m) / s + 1 counts. */
export function PaddingPage() {
  const [settings, setSettings] = useState<SlideSettings>({ n: 6, m: 3, s: 1, padding: 'valid', p: 1 });
  const { n, m, s, padding, p } = settings;
  const axis = axisOf(settings);
  const output = Math.max(0, axis.output);
  const isDrawn = n + axis.padBefore + axis.padAfter <= LARGEST_DRAWN;
  const steps = useSteps(isDrawn ? output * output : output, isDrawn ? 500 : 120);
  const unseen = coverage(n, m, s, axis).filter((count) => count === 0).length;
  const change = (part: Partial<SlideSettings>) => setSettings({ ...settings, ...part });
  return (
    <LabPage page="padding">
      <Section
        title="How often the window fits"
        aside={
          <Group gap="md">
            <Slide title="Padding" />
            <Slide title="Stride" />
          </Group>
        }
      >
        <Group gap="md" align="flex-end">
          <Whole label="Picture n" value={n} max={256} onChange={(value) => change({ n: value })} />
          <Whole label="Window m" value={m} max={16} onChange={(value) => change({ m: value })} />
          <Whole label="Stride s" value={s} max={16} onChange={(value) => change({ s: value })} />
          <div>
            <Input.Label labelElement="div" display="block" mb={4}>
              Padding
            </Input.Label>
            <SegmentedControl
              aria-label="Padding"
              value={padding}
              onChange={(value) => change({ padding: toPadding(value) })}
              data={[
                { value: 'valid', label: 'valid' },
                { value: 'same', label: 'same' },
                { value: 'own', label: 'p =' },
              ]}
            />
          </div>
          {padding === 'own' && (
            <Whole label="p" min={0} value={p} max={16} onChange={(value) => change({ p: value })} />
          )}
        </Group>
        <Group gap={6} mt="md" role="group" aria-label="Examples">
          {EXAMPLES.map(({ name, settings: example }) => (
            <Button key={name} size="compact-sm" variant="default" onClick={() => setSettings(example)}>
              {name}
            </Button>
          ))}
        </Group>
        <Group mt="lg" align="flex-end" gap="xl" justify="space-between">
          <FigureStrip
            label="Result"
            figures={[
              { label: 'Feature map', value: `${output} × ${output}`, of: slideFormula(settings) },
              {
                label: 'Never looked at',
                value: unseen,
                of:
                  unseen === 0
                    ? 'rows and columns'
                    : `${unseen === 1 ? 'row and column' : 'rows and columns'}`,
              },
            ]}
          />
          <StepControls steps={steps} />
        </Group>
        <Text size="sm" c="dimmed" mt="md" role="status">
          {slideWords(settings)}
        </Text>
      </Section>
      {isDrawn && output > 0 && (
        <Section title="The window on its way">
          <PlaneDrawing settings={settings} steps={steps} />
        </Section>
      )}
      <Section title="One row, from the side">
        <AxisDrawing settings={settings} at={output === 0 ? 0 : steps.at % output} />
        <Text size="sm" c="dimmed" mt="xs">
          {formatCounted(output, 'position')} of a window of {m}, each {s} further; the orange bar is where it
          is now.
          {axis.padBefore + axis.padAfter > 0 && ' Dashed pixels are padding.'}
          {unseen > 0 && ' No window looks at orange pixels.'}
        </Text>
      </Section>
    </LabPage>
  );
}

function toPadding(value: string): PaddingChoice {
  return value === 'same' || value === 'own' ? value : 'valid';
}

interface WholeProps {
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/** A small whole number. */
function Whole({ label, value, min = 1, max, onChange }: WholeProps) {
  return (
    <NumberInput
      label={label}
      w={104}
      min={min}
      max={max}
      clampBehavior="strict"
      allowDecimal={false}
      value={value}
      onChange={(next) => typeof next === 'number' && next >= min && onChange(next)}
    />
  );
}
