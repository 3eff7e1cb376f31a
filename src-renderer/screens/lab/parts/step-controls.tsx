import { ActionIcon, Group, Text } from '@mantine/core';
import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
} from '@tabler/icons-react';
import type { Steps } from './use-steps.ts';

/** Buttons that step through a sequence and play it. */
export function StepControls({ steps, noun = 'Position' }: { steps: Steps; noun?: string }) {
  const { at, count, isPlaying, go, toggle } = steps;
  const looks = { variant: 'default', size: 'lg' } as const;
  return (
    <Group gap="xs" role="group" aria-label="Steps">
      <ActionIcon {...looks} aria-label="Back" disabled={at === 0} onClick={() => go(at - 1)}>
        <IconPlayerSkipBack size={16} />
      </ActionIcon>
      <ActionIcon {...looks} variant="filled" aria-label={isPlaying ? 'Pause' : 'Play'} onClick={toggle}>
        {isPlaying ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
      </ActionIcon>
      <ActionIcon {...looks} aria-label="Forward" disabled={at >= count - 1} onClick={() => go(at + 1)}>
        <IconPlayerSkipForward size={16} />
      </ActionIcon>
      <Text size="sm" c="dimmed">
        {noun} {at + 1} of {count}
      </Text>
    </Group>
  );
}
