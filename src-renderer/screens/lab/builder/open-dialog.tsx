import { Alert, Button, FileButton, Group, Modal, Stack, Textarea } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { messageOf } from '../../../../src-shared/errors.ts';
import type { CustomNet } from '../../../../src-shared/nets/custom-net.ts';
import { netFromText } from '../../../../src-shared/nets/net-from-text.ts';

interface OpenDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onOpen: (net: CustomNet) => void;
}

/** Takes a network from a file or from pasted text, and says what is wrong with it where it cannot be read. */
export function OpenDialog({ opened, onClose, onOpen }: OpenDialogProps) {
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const take = (taken: string) => {
    try {
      onOpen(netFromText(taken));
      setText('');
      setFailure(null);
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  const takeFile = (file: File | null) => {
    file?.text().then(take, (error) => setFailure(messageOf(error)));
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Open a network"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Textarea
          label="Its text"
          description="A shared network’s JSON, or what Keras’ model.to_json() gives. A file can be dropped on the page, too."
          minRows={8}
          maxRows={16}
          autosize
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setFailure(null);
          }}
        />
        {failure && (
          <Alert color="red" role="alert" title="This is no network that can be opened">
            {failure}
          </Alert>
        )}
        <Group justify="space-between">
          <FileButton
            accept=".json,application/json"
            onChange={takeFile}
            inputProps={{ 'aria-label': 'File of a network' }}
          >
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconFolderOpen size={16} />}>
                Choose a file
              </Button>
            )}
          </FileButton>
          <Button disabled={text.trim() === ''} onClick={() => take(text)}>
            Open
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
