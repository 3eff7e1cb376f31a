import { Button, Group, Menu } from '@mantine/core';
import { IconBolt, IconChevronDown, IconDeviceFloppy, IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import type { CustomNet } from '../../../../src-shared/nets/custom-net.ts';
import { NetName } from '../../../../src-shared/nets/net-spec.ts';
import { NETS } from '../../../../src-shared/nets/nets.ts';
import { notifyFailure } from '../../../actions/notify.tsx';
import { studio } from '../../../client/studio.ts';
import { useNets } from '../../../state/queries.ts';
import { useStore } from '../../../state/store.ts';
import { navigate } from '../../../ui/hash-location.ts';
import { builder, copyOf, EMPTY, isSameNet, open } from './builder-state.ts';
import type { ExaminedDraft } from './examine-draft.ts';
import { ShareMenu } from './share-menu.tsx';

interface NetActionsProps {
  readonly net: CustomNet;
  readonly draft: ExaminedDraft;
  readonly onOpenDialog: () => void;
}

/** Where the network comes from and where it goes. */
export function NetActions({ net, draft, onOpenDialog }: NetActionsProps) {
  const savedAs = useStore(builder, (state) => state.savedAs);
  const kept = useNets().data?.find((one) => one.net.name === savedAs)?.net;
  const isSaved = kept !== undefined && kept.name === net.name && isSameNet(kept, net);
  const isWhole = draft.problems.length === 0;
  const [isBusy, setBusy] = useState(false);

  const save = async (): Promise<boolean> => {
    if (isSaved) return true;
    setBusy(true);
    try {
      await studio.nets.save({ net, ...(kept && { replaces: kept.name }) });
      builder.set({ ...builder.get(), savedAs: net.name });
      return true;
    } catch (error) {
      notifyFailure(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  const train = async () => {
    if (await save()) navigate(`/train?net=${encodeURIComponent(net.name)}`);
  };
  return (
    <Group gap="xs">
      <StartMenu />
      <Button size="xs" variant="default" leftSection={<IconFolderOpen size={14} />} onClick={onOpenDialog}>
        Open
      </Button>
      <ShareMenu draft={net} net={draft.net} isWhole={isWhole} />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDeviceFloppy size={14} />}
        disabled={!isWhole || isSaved}
        loading={isBusy}
        onClick={() => void save()}
      >
        {isSaved ? 'Saved' : 'Save'}
      </Button>
      <Button
        size="xs"
        leftSection={<IconBolt size={14} />}
        disabled={!isWhole || isBusy}
        onClick={() => void train()}
      >
        {isSaved ? 'Train' : 'Save and train'}
      </Button>
    </Group>
  );
}

/** Networks to begin with. */
function StartMenu() {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default" rightSection={<IconChevronDown size={14} />}>
          Start from
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        <Menu.Item onClick={() => open(EMPTY, null)}>Empty</Menu.Item>
        <Menu.Divider />
        {NetName.options.map((name) => (
          <Menu.Item key={name} onClick={() => open(copyOf(name), null)}>
            {NETS[name].title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
