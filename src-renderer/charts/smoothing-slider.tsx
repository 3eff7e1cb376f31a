import { Slider, Text } from '@mantine/core';
import { useId } from 'react';
import classes from './smoothing-slider.module.css';

interface SmoothingSliderProps {
  /** Share of the curve so far in each of its points, 0..0.99 (smooth.ts). */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** How much curves are smoothed. */
export function SmoothingSlider({ value, onChange }: SmoothingSliderProps) {
  const title = useId();
  return (
    <div className={classes.smoothing}>
      <Text size="sm" id={title}>
        Smoothing
      </Text>
      <Slider
        w={112}
        size="sm"
        min={0}
        max={0.99}
        step={0.01}
        label={(share) => share.toFixed(2)}
        value={value}
        onChange={onChange}
        thumbProps={{ 'aria-labelledby': title }}
      />
    </div>
  );
}
