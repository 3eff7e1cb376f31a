import { ActionIcon, Button, Slider, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { Steps } from '../../lab/parts/use-steps.ts';
import classes from './filters.module.css';

interface EpochSliderProps {
  readonly epochs: readonly number[];
  readonly steps: Steps;
  /** Whether epochs are shown, and not the checkpoint itself. */
  readonly isShown: boolean;
  readonly onShow: (isShown: boolean) => void;
}

/** Goes through the epochs of a training, or plays them: the filters form before one's eyes. */
export function EpochSlider({ epochs, steps, isShown, onShow }: EpochSliderProps) {
  const { at, isPlaying, go, toggle } = steps;
  const epoch = epochs[at] ?? 0;
  return (
    <div className={classes.epochs}>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={isPlaying ? 'Pause' : 'Play the epochs'}
        onClick={() => {
          onShow(true);
          toggle();
        }}
      >
        {isPlaying ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
      </ActionIcon>
      <Slider
        className={classes.slider}
        min={0}
        max={Math.max(1, epochs.length - 1)}
        value={at}
        label={(value) => `Epoch ${epochs[value] ?? 0}`}
        onChange={(value) => {
          onShow(true);
          go(value);
        }}
        thumbLabel="Epoch"
        thumbProps={{ 'aria-valuetext': `Epoch ${epoch}` }}
      />
      <Text size="sm" className={classes.epoch}>
        {isShown ? `After epoch ${epoch}` : 'The checkpoint'}
      </Text>
      {isShown && (
        <Button size="xs" variant="subtle" onClick={() => onShow(false)}>
          Back to the checkpoint
        </Button>
      )}
    </div>
  );
}
