import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import classes from './classify.module.css';

/** A folder, file or archive on the machine of the program by its path: nothing is sent, and its pictures can be moved when they are sorted. */
export function FolderField({ onPath }: { onPath: (path: string) => void }) {
  const [path, setPath] = useState('');
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (path.trim() !== '') onPath(path.trim());
  };
  return (
    <form className={classes.folder} onSubmit={submit}>
      <TextInput
        label="A folder on this computer"
        placeholder="Its path, such as /home/me/pictures"
        maxLength={4096}
        value={path}
        onChange={(event) => setPath(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={path.trim() === ''}>
        Classify it
      </Button>
    </form>
  );
}
