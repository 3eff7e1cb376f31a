import { Accordion, Alert, Button, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../../src-shared/errors.ts';
import { importFrom, importUpload, tooLarge } from '../../actions/import-dataset.ts';
import type { Picked } from '../../actions/picked-files.ts';
import { planUpload } from '../../actions/plan-upload.ts';
import { api } from '../../client/studio.ts';
import { formatCounted, formatSize } from '../../ui/format.ts';

/** Asks for the name and the split of what was dropped, and starts the import. */
export function ImportDialog({ picked, onClose }: { picked: Picked; onClose: () => void }) {
  const limits = useQuery(api.system.info.queryOptions()).data?.uploadLimits;
  const plan = planUpload(picked.files);
  const path = picked.paths[0];
  const [name, setName] = useState(path ? (path.split(/[\\/]/).at(-1) ?? '') : (plan.name ?? ''));
  const [val, setVal] = useState<number | string>(10);
  const [test, setTest] = useState<number | string>(10);
  const [seed, setSeed] = useState<number | string>(1);
  const [failure, setFailure] = useState<string | null>(null);

  const bytes = plan.files.reduce((sum, { file }) => sum + file.size, 0);
  const refused = path
    ? picked.paths.length > 1
      ? 'Drop one folder at a time: the one that holds the folders of the classes.'
      : null
    : plan.files.length === 0
      ? 'There are no files in what was dropped.'
      : limits
        ? tooLarge(plan.files, limits)
        : null;

  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    const choices = {
      ...(name.trim() !== '' && { name: name.trim() }),
      val: Number(val) / 100,
      test: Number(test) / 100,
      seed: Number(seed),
    };
    try {
      if (path) await importFrom({ kind: 'path', path }, choices);
      else importUpload(plan.files, choices);
      onClose();
    } catch (error) {
      setFailure(messageOf(error));
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title="Import pictures"
      size="md"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {path ?? `${formatCounted(plan.files.length, 'file')}, ${formatSize(bytes)}`}
          </Text>
          {(refused ?? failure) && (
            <Alert color="red" role="alert">
              {refused ?? failure}
            </Alert>
          )}
          <TextInput
            label="Name"
            data-autofocus
            maxLength={120}
            value={name}
            placeholder="Name of the data set"
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Accordion variant="contained" chevronPosition="left">
            <Accordion.Item value="split">
              <Accordion.Control>
                Split{' '}
                <Text span size="sm" c="dimmed">
                  {val} % validation, {test} % test
                </Text>
              </Accordion.Control>
              <Accordion.Panel>
                <Text size="sm" c="dimmed" mb="sm">
                  Of each class, this share is set aside to choose by and to report on. Folders named train,
                  val and test are kept as they are.
                </Text>
                <Group grow align="flex-start">
                  <NumberInput
                    label="Validation, %"
                    min={0}
                    max={90}
                    value={val}
                    onChange={setVal}
                    clampBehavior="strict"
                  />
                  <NumberInput
                    label="Test, %"
                    min={0}
                    max={90}
                    value={test}
                    onChange={setTest}
                    clampBehavior="strict"
                  />
                  <NumberInput
                    label="Seed"
                    min={0}
                    max={2 ** 31 - 1}
                    value={seed}
                    onChange={setSeed}
                    allowDecimal={false}
                  />
                </Group>
              </Accordion.Panel>
            </Accordion.Item>
          </Accordion>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={refused !== null}>
              Import
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
