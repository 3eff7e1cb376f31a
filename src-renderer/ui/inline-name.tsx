import { ActionIcon, Group, Title, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { notifyFailure } from '../actions/notify.tsx';
import { NameInput } from './name-input.tsx';

interface InlineNameProps {
  readonly name: string;
  /** What is named, for screen readers: `run`, `data set`. */
  readonly what: string;
  readonly onRename: (name: string) => Promise<void>;
}

/** A page's heading whose name can be changed in place: Enter keeps, Escape leaves as it was. */
export function InlineName({ name, what, onRename }: InlineNameProps) {
  const [isEditing, setEditing] = useState(false);

  if (isEditing) {
    const finish = (wanted: string | null) => {
      setEditing(false);
      if (wanted !== null) onRename(wanted).catch(notifyFailure);
    };
    return <NameInput name={name} what={what} size="md" onDone={finish} />;
  }
  return (
    <Group gap="xs" wrap="nowrap">
      <Title order={1} lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Title>
      <Tooltip label="Rename">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Rename the ${what}`}
          onClick={() => setEditing(true)}
        >
          <IconPencil size={18} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
