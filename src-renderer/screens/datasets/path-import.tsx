import { Button, Collapse, Group, TextInput, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { messageOf } from '../../../src-shared/errors.ts';
import { importFrom } from '../../actions/import-dataset.ts';
import classes from './path-import.module.css';

/** For folders that lie on this machine already: nothing has to be sent, so there is no limit of size. */
export function PathImport() {
  const [opened, { toggle }] = useDisclosure(false);
  const [path, setPath] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      await importFrom({ kind: 'path', path: path.trim() });
      setPath('');
    } catch (error) {
      setFailure(messageOf(error));
    }
    setBusy(false);
  };

  return (
    <div className={classes.root}>
      <UnstyledButton className={classes.more} onClick={toggle} aria-expanded={opened}>
        <IconChevronRight size={16} data-opened={opened} aria-hidden />
        Import from a path on this machine
      </UnstyledButton>
      <Collapse expanded={opened}>
        <form onSubmit={(event) => void submit(event)}>
          <Group align="flex-start" gap="xs" pt="xs">
            <TextInput
              flex={1}
              miw={240}
              aria-label="Path of the folder"
              placeholder="/home/me/pictures"
              value={path}
              error={failure}
              onChange={(event) => setPath(event.currentTarget.value)}
            />
            <Button type="submit" loading={isBusy} disabled={path.trim() === ''}>
              Import
            </Button>
          </Group>
        </form>
      </Collapse>
    </div>
  );
}
