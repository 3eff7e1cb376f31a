import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { messageOf } from '../../src-shared/errors.ts';

/** Says in a corner what went wrong. */
export function notifyFailure(error: unknown): void {
  notifications.show({
    color: 'red',
    title: 'That did not work',
    message: messageOf(error),
    autoClose: 10_000,
    closeButtonProps: { 'aria-label': 'Close' },
  });
}

/** Says in a corner that something was removed, with a button that brings it back. */
export function notifyRemoved(what: string, undo: () => Promise<void>): void {
  notifyUndoable(`${what} was deleted.`, undo);
}

/** Says in a corner what was done, with a button that undoes it. */
export function notifyUndoable(sentence: string, undo: () => Promise<void>): void {
  const id = `done-${sentence}-${Date.now()}`;
  const restore = () => {
    notifications.hide(id);
    undo().catch(notifyFailure);
  };
  notifications.show({
    id,
    color: 'gray',
    autoClose: 12_000,
    closeButtonProps: { 'aria-label': 'Close' },
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" lineClamp={2}>
          {sentence}
        </Text>
        <Button size="compact-sm" variant="light" onClick={restore}>
          Undo
        </Button>
      </Group>
    ),
  });
}
