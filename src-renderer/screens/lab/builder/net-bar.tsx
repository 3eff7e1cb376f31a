import { Alert, Button, Group, Menu, NumberInput, TextInput } from '@mantine/core';
import { IconBolt, IconChevronDown, IconDeviceFloppy, IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { messageOf } from '../../../../src-shared/errors.ts';
import { CustomNet } from '../../../../src-shared/nets/custom-net.ts';
import { NetName } from '../../../../src-shared/nets/net-spec.ts';
import { NETS } from '../../../../src-shared/nets/nets.ts';
import { studio } from '../../../client/studio.ts';
import { useNets } from '../../../state/queries.ts';
import { useStore } from '../../../state/store.ts';
import { navigate } from '../../../ui/hash-location.ts';
import { builder, copyOf, EMPTY, edit, isSameNet, open } from './builder-state.ts';
import type { ExaminedDraft } from './examine-draft.ts';
import { ShareMenu } from './share-menu.tsx';

interface NetBarProps {
  readonly net: CustomNet;
  readonly draft: ExaminedDraft;
  readonly onOpenDialog: () => void;
}

/** The network's name and input, where it comes from and where it goes. */
export function NetBar({ net, draft, onOpenDialog }: NetBarProps) {
  const savedAs = useStore(builder, (state) => state.savedAs);
  const kept = useNets().data?.find((one) => one.net.name === savedAs)?.net;
  const isSaved = kept !== undefined && kept.name === net.name && isSameNet(kept, net);
  const isWhole = draft.problems.length === 0;
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const save = async (): Promise<boolean> => {
    if (isSaved) return true;
    setBusy(true);
    setFailure(null);
    try {
      await studio.nets.save({ net, ...(kept && { replaces: kept.name }) });
      builder.set({ ...builder.get(), savedAs: net.name });
      return true;
    } catch (error) {
      setFailure(messageOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const train = async () => {
    if (await save()) navigate(`/train?net=${encodeURIComponent(net.name)}`);
  };
  return (
    <>
      <Group gap="md" align="flex-end">
        <NameField key={net.name} net={net} />
        <SideField net={net} axis={0} />
        <SideField net={net} axis={1} />
        <Group gap="xs" ml="auto">
          <StartMenu />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFolderOpen size={14} />}
            onClick={onOpenDialog}
          >
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
      </Group>
      {failure && (
        <Alert color="red" role="alert" title="It could not be saved" mt="md">
          {failure}
        </Alert>
      )}
    </>
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

/** The name under which it is saved and trained. */
function NameField({ net }: { net: CustomNet }) {
  const [draft, setDraft] = useState(net.name);
  const parsed = CustomNet.shape.name.safeParse(draft);
  const keep = () => {
    if (!parsed.success) setDraft(net.name);
    else if (parsed.data !== net.name) edit({ ...net, name: parsed.data }, undefined, 'name');
  };
  return (
    <TextInput
      label="Name"
      w={260}
      maxLength={80}
      value={draft}
      error={parsed.success ? undefined : sentence(parsed.error.issues[0]?.message ?? '')}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
    />
  );
}

function SideField({ net, axis }: { net: CustomNet; axis: 0 | 1 }) {
  const change = (value: number | string) => {
    const input = CustomNet.shape.input.safeParse(net.input.with(axis, Number(value)));
    if (input.success) edit({ ...net, input: input.data }, undefined, `input ${axis}`);
  };
  return (
    <NumberInput
      label={axis === 0 ? 'Input height' : 'Input width'}
      w={110}
      min={1}
      max={512}
      allowDecimal={false}
      clampBehavior="blur"
      value={net.input[axis]}
      onChange={change}
    />
  );
}

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
