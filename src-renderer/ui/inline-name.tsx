import { ActionIcon, Group, TextInput, Title, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { notifyFailure } from '../actions/notify.tsx';

interface InlineNameProps {
  readonly name: string;
  /** What is named, for screen readers: `run`, `data set`. */
  readonly what: string;
  readonly onRename: (name: string) => Promise<void>;
}

/** A page's heading whose name can be changed in place: Enter keeps, Escape leaves as it was. */
export function InlineName({ name, what, onRename }: InlineNameProps) {
  const [draft, setDraft] = useState<string | null>(null);

  const keep = () => {
    const wanted = draft?.trim();
    setDraft(null);
    if (wanted && wanted !== name) onRename(wanted).catch(notifyFailure);
  };

  if (draft !== null) {
    return (
      <TextInput
        aria-label={`Name of the ${what}`}
        size="md"
        maw={480}
        maxLength={120}
        value={draft}
        autoFocus
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
          if (event.key === 'Escape') setDraft(null);
        }}
      />
    );
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
          onClick={() => setDraft(name)}
        >
          <IconPencil size={18} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
