import { Alert, Button, FileButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { FileSource } from '../../../../src-shared/contract/files.ts';
import { messageOf } from '../../../../src-shared/errors.ts';
import type { OwnClassifier } from '../../../../src-shared/own-classifier.ts';
import { notifyFailure, notifyRemoved } from '../../../actions/notify.tsx';
import { uploadFiles } from '../../../actions/upload-files.ts';
import { api, studio } from '../../../client/studio.ts';
import { queryClient } from '../../../state/queries.ts';
import { formatCounted, formatSize } from '../../../ui/format.ts';
import { choose } from '../choices.ts';
import { ClassifierForm } from './classifier-form.tsx';

interface OwnClassifiersDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly own: readonly OwnClassifier[];
}

/** ONNX classifiers from elsewhere: which there are, their settings, and a way to add one. */
export function OwnClassifiersDialog({ opened, onClose, own }: OwnClassifiersDialogProps) {
  const [edited, setEdited] = useState<string | null>(null);
  const shown = own.find(({ id }) => id === edited);
  const close = () => {
    setEdited(null);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={shown ? shown.name : 'Networks from elsewhere'}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {shown ? (
        <ClassifierForm
          key={shown.id}
          classifier={shown}
          onDone={(isSaved) => {
            setEdited(null);
            if (isSaved) void refresh();
          }}
        />
      ) : (
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            Any ONNX classifier of square pictures can answer here, alone or beside a run. It is looked
            through before it is used, and runs in this window only.
          </Text>
          {own.map((classifier) => (
            <OwnRow key={classifier.id} classifier={classifier} onEdit={() => setEdited(classifier.id)} />
          ))}
          <AddClassifier onAdded={(id) => setEdited(id)} />
        </Stack>
      )}
    </Modal>
  );
}

function refresh(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: api.classifiers.key() });
}

function OwnRow({ classifier, onEdit }: { classifier: OwnClassifier; onEdit: () => void }) {
  const { id, name, labels, bytes, preprocessing } = classifier;
  const remove = async () => {
    try {
      await studio.classifiers.remove({ classifierId: id });
      await refresh();
      notifyRemoved(name, async () => {
        await studio.classifiers.restore({ classifierId: id });
        await refresh();
      });
    } catch (error) {
      notifyFailure(error);
    }
  };
  return (
    <Group justify="space-between" wrap="nowrap">
      <div style={{ minWidth: 0 }}>
        <Text fw={500} truncate>
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {formatCounted(labels.length, 'class', 'classes')}, {preprocessing.crop} × {preprocessing.crop},{' '}
          {formatSize(bytes)}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        <Button size="xs" variant="default" onClick={onEdit} aria-label={`Settings of ${name}`}>
          Settings
        </Button>
        <Button size="xs" variant="default" onClick={() => void remove()} aria-label={`Remove ${name}`}>
          Remove
        </Button>
      </Group>
    </Group>
  );
}

function AddClassifier({ onAdded }: { onAdded: (id: string) => void }) {
  const [path, setPath] = useState('');
  const [isAdding, setAdding] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const add = async (source: () => Promise<FileSource>, file: string) => {
    setAdding(true);
    setFailure(null);
    try {
      const name =
        file
          .split(/[\\/]/)
          .at(-1)
          ?.replace(/\.onnx$/i, '') || 'Network';
      const { id } = await studio.classifiers.add({ source: await source(), name: name.slice(0, 120) });
      await refresh();
      choose({ second: id });
      onAdded(id);
    } catch (error) {
      setFailure(messageOf(error));
    }
    setAdding(false);
  };
  const addFile = (file: File | null) => {
    if (!file) return;
    const upload = async (): Promise<FileSource> => {
      const uploadId = await uploadFiles(
        [{ file, path: 'model.onnx' }],
        new AbortController().signal,
        () => undefined,
      );
      return { kind: 'upload', uploadId };
    };
    void add(upload, file.name);
  };
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (path.trim() !== '') void add(async () => ({ kind: 'path', path: path.trim() }), path.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        {failure && (
          <Alert color="red" role="alert" title="The network was not taken in">
            {failure}
          </Alert>
        )}
        <Group align="flex-end" gap="xs" wrap="nowrap">
          <TextInput
            style={{ flex: 1 }}
            label="An ONNX file on this computer"
            placeholder="Its path"
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={isAdding} disabled={path.trim() === ''}>
            Add it
          </Button>
          <FileButton accept=".onnx" onChange={addFile} inputProps={{ 'aria-label': 'ONNX file' }}>
            {(props) => (
              <Button {...props} loading={isAdding} leftSection={<IconPlus size={16} />}>
                Choose a file
              </Button>
            )}
          </FileButton>
        </Group>
      </Stack>
    </form>
  );
}
