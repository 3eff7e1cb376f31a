import { Button, Group, SegmentedControl, Slider, Text } from '@mantine/core';
import { IconDice5 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { drawMask, forward, smallNet } from '../../../../src-shared/lab/dropout.ts';
import { FigureStrip } from '../../../ui/figure.tsx';
import { formatPercent } from '../../../ui/format.ts';
import { Section } from '../../../ui/page.tsx';
import { Slide } from '../lab-page.tsx';
import classes from './dropout.module.css';
import { NetDrawing } from './net-drawing.tsx';
import { OutputBars } from './output-bars.tsx';

const NET = smallNet([5, 8, 8, 3], 4);
const INPUT = [0.9, 0.2, 0.7, 0.5, 0.3];
const MOST_STEPS = 2_000;

/** Units that are switched off at random, a new draw each step; when the network is used, none is. */
export function DropoutNet() {
  const [rate, setRate] = useState(0.5);
  const [mode, setMode] = useState<'train' | 'test'>('train');
  const [step, setStep] = useState(1);

  const mask = mode === 'train' ? drawMask(NET, rate, step) : null;
  const values = forward(NET, INPUT, mask, rate);
  const whole = useMemo(() => forward(NET, INPUT, null, 0).at(-1) ?? [], []);
  const mean = useMemo(() => meanOutput(rate, step), [rate, step]);
  const hidden = mask?.slice(1, -1).flat() ?? [];
  const off = hidden.filter((isOn) => !isOn).length;
  return (
    <Section title="Units that are off" aside={<Slide title="Key Achievements" />}>
      <div className={classes.controls}>
        <SegmentedControl
          aria-label="What the network does"
          value={mode}
          onChange={(value) => setMode(value === 'test' ? 'test' : 'train')}
          data={[
            { value: 'train', label: 'Training' },
            { value: 'test', label: 'In use' },
          ]}
        />
        <div className={classes.rate}>
          <Text size="sm" className={classes.label}>
            Rate {formatPercent(rate, 0)}
          </Text>
          <Slider
            flex={1}
            min={0}
            max={0.9}
            step={0.05}
            value={rate}
            onChange={setRate}
            label={null}
            disabled={mode === 'test'}
            thumbLabel="Rate"
          />
        </div>
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconDice5 size={16} />}
            disabled={mode === 'test' || step >= MOST_STEPS}
            onClick={() => setStep(step + 1)}
          >
            Next step
          </Button>
          <Button
            variant="default"
            disabled={mode === 'test' || step >= MOST_STEPS}
            onClick={() => setStep(Math.min(MOST_STEPS, step + 100))}
          >
            100 steps
          </Button>
          <Button variant="default" disabled={step === 1} onClick={() => setStep(1)}>
            From the start
          </Button>
        </Group>
      </div>
      <div className={classes.pair}>
        <NetDrawing net={NET} values={values} mask={mask} />
        <div className={classes.side}>
          <FigureStrip
            label="This step"
            figures={[
              { label: 'Step', value: step.toLocaleString('en-US') },
              { label: 'Off', value: off, of: `of ${hidden.length || 16} hidden units` },
              { label: 'The others count', value: mask ? `× ${(1 / (1 - rate)).toFixed(2)}` : '× 1' },
            ]}
          />
          <OutputBars outputs={values.at(-1) ?? []} mean={mean} whole={whole} />
          <Text size="sm" c="dimmed">
            {mode === 'train'
              ? 'Each step trains another, thinner network, so no unit can rely on a certain other one. What is left is scaled up, so that the next layer gets as much as before on average.'
              : 'All units are on and nothing is scaled: as if all thinner networks were asked at once. The paper scales here instead (× 0.5), which comes to the same.'}
          </Text>
        </div>
      </div>
    </Section>
  );
}

/** The mean output over the draws of steps 1 to `steps`. */
function meanOutput(rate: number, steps: number): number[] {
  const sums = [0, 0, 0];
  for (let step = 1; step <= steps; step++) {
    forward(NET, INPUT, drawMask(NET, rate, step), rate)
      .at(-1)
      ?.forEach((value, unit) => {
        sums[unit] = (sums[unit] ?? 0) + value;
      });
  }
  return sums.map((sum) => sum / steps);
}
