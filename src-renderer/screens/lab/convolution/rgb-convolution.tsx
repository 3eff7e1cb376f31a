import { Select } from '@mantine/core';
import { useState } from 'react';
import { type ChannelFilter, convolveChannels } from '../../../../src-shared/lab/convolve.ts';
import { FILTERS, HORIZONTAL_EDGE } from '../../../../src-shared/lab/filters.ts';
import { type Matrix, valueAt, withValue } from '../../../../src-shared/lab/matrix.ts';
import { Section } from '../../../ui/page.tsx';
import { Slide } from '../lab-page.tsx';
import { NumberGrid, Operator } from '../parts/number-grid.tsx';
import { numberText, operandText } from '../parts/number-text.ts';
import { ResultGrid } from '../parts/result-grid.tsx';
import { StepControls } from '../parts/step-controls.tsx';
import { useSteps } from '../parts/use-steps.ts';
import classes from './convolution.module.css';
import { CHANNELS, RGB_PICTURE, sameForAll } from './rgb.ts';

/** 6 × 6 × 3 under 3 × 3 × 3 gives 4 × 4: each channel has its own weights, and their maps are added. */
export function RgbConvolution() {
  const [filter, setFilter] = useState<ChannelFilter>(() => sameForAll(HORIZONTAL_EDGE));
  const { parts, feature } = convolveChannels(RGB_PICTURE, filter);
  const steps = useSteps(feature.values.length);
  const row = Math.floor(steps.at / feature.width);
  const column = steps.at % feature.width;
  const values = parts.map((part) => valueAt(part, row, column));
  const change = (channel: number, weights: Matrix) => {
    const replace = (old: Matrix, index: number) => (index === channel ? weights : old);
    const [red, ...others] = filter.channels;
    setFilter({
      ...filter,
      name: '',
      channels: [replace(red, 0), ...others.map((old, at) => replace(old, at + 1))],
    });
  };
  return (
    <Section title="A colour picture has three channels" aside={<Slide title="For RGB Image" />}>
      <Select
        label="Filter in every channel"
        w={190}
        mb="lg"
        placeholder="Your own numbers"
        allowDeselect={false}
        value={filter.name || null}
        data={FILTERS.map(({ name }) => name)}
        onChange={(name) => {
          const named = FILTERS.find((one) => one.name === name);
          if (named) setFilter(sameForAll(named));
        }}
      />
      <div className={classes.channels}>
        {CHANNELS.map((name, channel) => {
          const [picture, weights, part] = [RGB_PICTURE[channel], filter.channels[channel], parts[channel]];
          if (!picture || !weights || !part) return null;
          return (
            <Channel
              key={name}
              name={name}
              picture={picture}
              weights={weights}
              part={part}
              at={[row, column]}
            >
              <NumberGrid
                label={`${name} filter`}
                matrix={weights}
                tone="signed"
                isSmall
                onChange={(...at) => change(channel, withValue(weights, ...at))}
              />
            </Channel>
          );
        })}
        <span />
        <p>
          <strong>6 × 6 × 3</strong>n × n × c
        </p>
        <Operator>∗</Operator>
        <p>
          <strong>3 × 3 × 3</strong>m × m × c
        </p>
        <Operator>=</Operator>
        <div className={classes.feature}>
          <ResultGrid label="Sum of the channels" matrix={feature} isSmall steps={steps} />
        </div>
        <div style={{ gridColumn: '1 / 6' }}>
          <StepControls steps={steps} />
        </div>
        <p>
          <strong>4 × 4</strong>
          {values.map((value, index) => (index === 0 ? numberText(value) : operandText(value))).join(' + ')} ={' '}
          {numberText(valueAt(feature, row, column))}
        </p>
      </div>
    </Section>
  );
}

interface ChannelProps {
  readonly name: string;
  readonly picture: Matrix;
  readonly weights: Matrix;
  readonly part: Matrix;
  readonly at: readonly [row: number, column: number];
  /** The grid of the weights. */
  readonly children: React.ReactNode;
}

/** One channel of the picture under its part of the filter. */
function Channel({ name, picture, weights, part, at: [row, column], children }: ChannelProps) {
  const size = { height: weights.height, width: weights.width };
  return (
    <>
      <strong>{name}</strong>
      <NumberGrid
        label={`${name} channel`}
        matrix={picture}
        tone="grey"
        isSmall
        marked={{ row, column, ...size }}
      />
      <Operator>∗</Operator>
      {children}
      <Operator>→</Operator>
      <NumberGrid
        label={`${name} part of the feature map`}
        matrix={part}
        tone="signed"
        isSmall
        marked={{ row, column, height: 1, width: 1 }}
      />
    </>
  );
}
