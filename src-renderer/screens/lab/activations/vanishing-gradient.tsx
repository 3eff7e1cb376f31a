import { Slider, Text } from '@mantine/core';
import { useState } from 'react';
import { ACTIVATIONS, gradientsThrough } from '../../../../src-shared/lab/activations.ts';
import { Section } from '../../../ui/page.tsx';
import { Slide } from '../lab-page.tsx';
import { LinePlot } from '../parts/line-plot.tsx';
import { ACTIVATION_ORDER } from './activation-lines.ts';
import classes from './activations.module.css';

/** Here the plot ends: the least that 20 layers leave of what can be put in is 7e−15. */
const SMALLEST_POWER = -15;

/** What is left of the gradient after n layers of one unit each. */
export function VanishingGradient() {
  const [layers, setLayers] = useState(8);
  const [x, setX] = useState(1);
  const lines = ACTIVATION_ORDER.map(({ name, look }) => {
    const gradients = gradientsThrough(name, x, layers);
    return {
      name: ACTIVATIONS[name].title,
      look,
      value: gradientText(gradients.at(-1) ?? 1),
      points: gradients.flatMap((gradient, layer) =>
        gradient > 0 ? [[layer, Math.log10(gradient)] as const] : [],
      ),
    };
  });
  return (
    <Section title="The gradient on its way back" aside={<Slide title="Disadvantages of Tanh" />}>
      <div className={classes.sliders}>
        <div>
          <Text size="sm" mb={8}>
            Layers: {layers}
          </Text>
          <Slider min={1} max={20} value={layers} onChange={setLayers} label={null} thumbLabel="Layers" />
        </div>
        <div>
          <Text size="sm" mb={8}>
            Into the first layer goes x = {x.toFixed(1).replace('-', '−')}
          </Text>
          <Slider min={-4} max={4} step={0.1} value={x} onChange={setX} label={null} thumbLabel="Input" />
        </div>
      </div>
      <LinePlot
        title="Gradient left after n layers"
        lines={lines}
        x={[0, layers]}
        y={[SMALLEST_POWER, 0.5]}
        xTitle="Layers"
        formatY={powerText}
        showDots
        isCounted
      />
      <Text size="sm" c="dimmed" mt="xs">
        By the chain rule the slopes on the way are multiplied. A sigmoid's is at most 0.25, so each layer
        takes at least three quarters away; ReLU passes everything on, or nothing where its input is negative.
        One unit a layer, weight 1.
      </Text>
    </Section>
  );
}

function gradientText(gradient: number): string {
  if (gradient === 0) return '0';
  return gradient >= 0.001 ? gradient.toFixed(3) : gradient.toExponential(1).replace('-', '−');
}

function powerText(power: number): string {
  return power === 0 ? '1' : `1e${String(power).replace('-', '−')}`;
}
