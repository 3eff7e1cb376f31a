import { Group, Kbd, Modal, Stack, Text } from '@mantine/core';
import { PAGES } from './pages.ts';

/** The list of keyboard shortcuts. */
export function ShortcutHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keyboard shortcuts"
      size="sm"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="xs">
        {PAGES.map(({ key, title }) => (
          <Shortcut key={key} what={title}>
            <Kbd>g</Kbd> then <Kbd>{key}</Kbd>
          </Shortcut>
        ))}
        <Shortcut what="Paste pictures on Classify">
          <Kbd>Ctrl</Kbd> <Kbd>V</Kbd>
        </Shortcut>
        <Shortcut what="Filter the runs">
          <Kbd>/</Kbd>
        </Shortcut>
        <Shortcut what="Choose, open, star a run">
          <Kbd>Space</Kbd> <Kbd>Enter</Kbd> <Kbd>s</Kbd>
        </Shortcut>
        <Shortcut what="Move along a chart">
          <Kbd>←</Kbd> <Kbd>→</Kbd>
        </Shortcut>
        <Shortcut what="This list">
          <Kbd>?</Kbd>
        </Shortcut>
      </Stack>
    </Modal>
  );
}

function Shortcut({ what, children }: { what: string; children: React.ReactNode }) {
  return (
    <Group justify="space-between">
      <Text size="sm">{what}</Text>
      <Text size="sm" component="span">
        {children}
      </Text>
    </Group>
  );
}
