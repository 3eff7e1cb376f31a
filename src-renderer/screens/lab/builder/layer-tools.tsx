import { ActionIcon, Button, Group, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowDown,
  IconArrowForwardUp,
  IconArrowUp,
  IconCopy,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import type { CustomNet } from '../../../../src-shared/nets/custom-net.ts';
import { useStore } from '../../../state/store.ts';
import { builder, edit, travel } from './builder-state.ts';
import { insertLayer, moveLayer } from './edit-layers.ts';
import { redone, undone } from './history.ts';
import { duplicateAt, removeAt } from './layer-list.tsx';
import { LAYER_MENU, newLayer, typeTitle } from './new-layers.ts';

/** What can be done with the chosen layer, and the way back and forth. */
export function LayerTools({ net, at }: { net: CustomNet; at: number }) {
  const canUndo = useStore(builder, ({ history }) => history.past.length > 0);
  const canRedo = useStore(builder, ({ history }) => history.future.length > 0);
  const move = (to: number) => edit({ ...net, layers: moveLayer(net.layers, at, to) });
  return (
    <Group gap={6} mb="sm">
      <AddMenu net={net} at={at} />
      <Tool title="Duplicate the layer" isOff={at < 0} icon={IconCopy} onClick={() => duplicateAt(net, at)} />
      <Tool title="Move it up" isOff={at < 1} icon={IconArrowUp} onClick={() => move(at - 1)} />
      <Tool
        title="Move it down"
        isOff={at < 0 || at === net.layers.length - 1}
        icon={IconArrowDown}
        onClick={() => move(at + 1)}
      />
      <Tool title="Remove the layer" isOff={at < 0} icon={IconTrash} onClick={() => removeAt(net, at)} />
      <Group gap={6} ml="auto">
        <Tool title="Undo" isOff={!canUndo} icon={IconArrowBackUp} onClick={() => travel(undone)} />
        <Tool title="Redo" isOff={!canRedo} icon={IconArrowForwardUp} onClick={() => travel(redone)} />
      </Group>
    </Group>
  );
}

/** Adds a layer behind the chosen one; in front of the end, where that is chosen. */
function AddMenu({ net, at }: { net: CustomNet; at: number }) {
  const isEnd = at === net.layers.length - 1;
  const place = at < 0 ? net.layers.length : isEnd ? at : at + 1;
  const add = (type: Parameters<typeof newLayer>[0]) => {
    const layers = insertLayer(net.layers, place, newLayer(type));
    edit({ ...net, layers }, layers[place]?.name ?? '');
  };
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <Button size="compact-md" variant="light" leftSection={<IconPlus size={16} />}>
          Add a layer
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        {LAYER_MENU.map(({ group, types }) => [
          <Menu.Label key={group}>{group}</Menu.Label>,
          ...types.map((type) => (
            <Menu.Item key={type} onClick={() => add(type)}>
              {typeTitle(type)}
            </Menu.Item>
          )),
        ])}
      </Menu.Dropdown>
    </Menu>
  );
}

interface ToolProps {
  readonly title: string;
  readonly isOff: boolean;
  readonly icon: React.ComponentType<{ size: number; stroke: number }>;
  readonly onClick: () => void;
}

function Tool({ title, isOff, icon: Icon, onClick }: ToolProps) {
  return (
    <Tooltip label={title}>
      <ActionIcon variant="default" size="md" aria-label={title} disabled={isOff} onClick={onClick}>
        <Icon size={16} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}
