import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RunView } from '../../../src-shared/contract/run-marks.ts';
import { notifyFailure } from '../../actions/notify.tsx';
import { api, studio } from '../../client/studio.ts';
import { DEFAULT_VIEW } from './run-columns.ts';
import { withKnownColumns } from './use-runs-view.ts';

interface ViewsMenuProps {
  readonly view: RunView;
  readonly onView: (view: RunView) => void;
}

/** Columns, order, filter and grouping under a name, to come back to. */
export function ViewsMenu({ view, onView }: ViewsMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const client = useQueryClient();
  const kept = useQuery(api.runMarks.views.queryOptions());
  const change = async (work: Promise<void>) => {
    await work.catch(notifyFailure);
    await client.invalidateQueries({ queryKey: api.runMarks.views.key() });
  };
  const save = () => {
    if (name.trim() === '') return;
    void change(studio.runMarks.saveView({ name: name.trim(), view }));
    setName('');
  };
  const take = (chosen: RunView) => {
    onView(withKnownColumns(chosen));
    setOpen(false);
  };
  return (
    <Popover position="bottom-end" width={300} withArrow trapFocus opened={isOpen} onChange={setOpen}>
      <Popover.Target>
        <Button variant="default" leftSection={<IconBookmark size={16} />} onClick={() => setOpen(!isOpen)}>
          Views
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Views">
        <Stack gap="xs">
          <UnstyledButton fz="sm" onClick={() => take(DEFAULT_VIEW)}>
            All runs
          </UnstyledButton>
          {kept.data?.map((one) => (
            <Group key={one.name} justify="space-between" wrap="nowrap" gap="xs">
              <UnstyledButton
                fz="sm"
                miw={0}
                onClick={() => take(one.view)}
                style={{ overflowWrap: 'anywhere' }}
              >
                {one.name}
              </UnstyledButton>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={`Delete the view ${one.name}`}
                onClick={() => void change(studio.runMarks.removeView({ name: one.name }))}
              >
                <IconTrash size={14} />
              </ActionIcon>
            </Group>
          ))}
          {kept.data?.length === 0 && (
            <Text size="xs" c="dimmed">
              Keep the columns, order, filter and grouping of now under a name.
            </Text>
          )}
          <form
            onSubmit={(event) => {
              event.preventDefault();
              save();
            }}
          >
            <Group gap="xs" wrap="nowrap">
              <TextInput
                aria-label="Name of the view"
                placeholder="Name"
                maxLength={60}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                style={{ flex: 1 }}
              />
              <Button type="submit" disabled={name.trim() === ''}>
                Keep
              </Button>
            </Group>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
