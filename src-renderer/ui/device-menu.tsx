import { Menu, Text } from '@mantine/core';
import { IconCpu, IconCpu2, IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeviceList } from '../../src-shared/contract/system.ts';
import type { DeviceChoice } from '../../src-shared/device.ts';
import { messageOf } from '../../src-shared/errors.ts';
import { notifyFailure } from '../actions/notify.tsx';
import { api, studio } from '../client/studio.ts';
import { queryClient } from '../state/queries.ts';
import { ChoiceItem, ChoiceMenu } from './choice-menu.tsx';

/** What trainings and questions to networks that begin from now on are computed on. */
export function DeviceMenu() {
  const [isOpen, setOpen] = useState(false);
  // Asked for when somebody wants to see it, because it starts TensorFlow.
  const list = useQuery({ ...api.system.devices.queryOptions(), enabled: isOpen });
  return (
    <ChoiceMenu label="Device" icon={IconCpu} opened={isOpen} onChange={setOpen}>
      <Menu.Label>Computes on</Menu.Label>
      {list.isPending && <Menu.Item disabled>Looking for devices…</Menu.Item>}
      {list.isError && (
        <Text size="sm" c="var(--mantine-color-error)" p="xs" role="alert">
          {messageOf(list.error)}
        </Text>
      )}
      {list.data && <Choices {...list.data} />}
    </ChoiceMenu>
  );
}

function Choices({ chosen, isGiven, devices }: DeviceList) {
  const hasGpu = devices.some(({ choice }) => choice !== 'cpu');
  const choices = [
    { choice: 'auto', name: `Automatic: ${hasGpu ? 'the GPU' : 'the processor'}`, icon: IconSparkles },
    ...devices.map((device) => ({ ...device, icon: device.choice === 'cpu' ? IconCpu : IconCpu2 })),
  ];
  return (
    <>
      {choices.map(({ choice, name, icon }) => (
        <ChoiceItem
          key={choice}
          title={name}
          icon={icon}
          isChosen={choice === chosen}
          isDisabled={isGiven}
          onChoose={() => choose(choice)}
        />
      ))}
      <Menu.Label>
        {isGiven
          ? 'Given when the program was started, by --device or ALEXNET_STUDIO_DEVICE.'
          : 'For trainings that begin from now on; what is at work stays where it is.'}
      </Menu.Label>
    </>
  );
}

function choose(device: DeviceChoice): void {
  studio.system
    .chooseDevice({ device })
    .then(() => {
      // The devices are the same still: asking for them again would start TensorFlow to move a tick.
      queryClient.setQueryData(api.system.devices.queryKey(), (list) => list && { ...list, chosen: device });
    })
    .catch(notifyFailure);
}
