import { Slider, Text } from '@mantine/core';
import { useId } from 'react';
import classes from './confusion.module.css';

interface EpochChoiceProps {
  readonly epochs: readonly number[];
  /** Null: the best checkpoint. */
  readonly value: number | null;
  readonly onChange: (epoch: number | null) => void;
}

/** Which epoch's validation is shown; the right end is the best checkpoint. */
export function EpochChoice({ epochs, value, onChange }: EpochChoiceProps) {
  const label = useId();
  const place = value === null ? epochs.length : epochs.indexOf(value);
  const words = (at: number): string => (at >= epochs.length ? 'best checkpoint' : `epoch ${epochs[at]}`);
  return (
    <div className={classes.epochs}>
      <Text size="sm" id={label} className={classes.epoch}>
        Shown: {words(place)}
      </Text>
      <Slider
        flex={1}
        size="sm"
        min={0}
        max={epochs.length}
        step={1}
        label={words}
        value={place}
        onChange={(at) => onChange(epochs[at] ?? null)}
        thumbProps={{ 'aria-labelledby': label, 'aria-valuetext': words(place) }}
      />
    </div>
  );
}
