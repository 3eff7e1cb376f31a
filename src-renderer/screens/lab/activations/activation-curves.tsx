import { Slider, Text } from '@mantine/core';
import { useState } from 'react';
import { Section } from '../../../ui/page.tsx';
import { Slide } from '../lab-page.tsx';
import { LinePlot } from '../parts/line-plot.tsx';
import { activationLines } from './activation-lines.ts';
import classes from './activations.module.css';

/** The curves and their slopes, read at any x. */
export function ActivationCurves() {
  const [x, setX] = useState(2);
  return (
    <Section title="Curves and slopes" aside={<Slide title="Advantages of ReLU over Tanh" />}>
      <div className={classes.pair}>
        <LinePlot title="f(x)" lines={activationLines('value', x)} x={[-6, 6]} y={[-1.5, 3]} markX={x} />
        <LinePlot title="f′(x)" lines={activationLines('slope', x)} x={[-6, 6]} y={[0, 1.2]} markX={x} />
      </div>
      <div className={classes.slider}>
        <Text size="sm" w={72}>
          x = {x.toFixed(1).replace('-', '−')}
        </Text>
        <Slider flex={1} min={-6} max={6} step={0.1} value={x} onChange={setX} label={null} thumbLabel="x" />
      </div>
      <Text size="sm" c="dimmed" mt="sm">
        Far from zero tanh and sigmoid are flat: their slope is nearly 0, they are saturated. ReLU keeps a
        slope of 1 for every positive x.
      </Text>
    </Section>
  );
}
