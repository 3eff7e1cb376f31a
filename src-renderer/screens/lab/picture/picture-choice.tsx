import { Button, FileButton, Group, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useStore } from '../../../state/store.ts';
import { labPicture, takePicture, takeSample } from './lab-picture.ts';
import classes from './picture-choice.module.css';

/** One line that takes a picture of the user's, dropped or chosen. */
export function PictureChoice() {
  const { name, isOwn, failure } = useStore(labPicture, (picture) => picture);
  const take = (file: File | null | undefined) => {
    if (file) void takePicture(file);
  };
  return (
    <Dropzone
      className={classes.zone}
      activateOnClick={false}
      activateOnKeyboard={false}
      enablePointerEvents
      role="group"
      tabIndex={-1}
      aria-label="Drop a picture"
      onDrop={(files) => take(files[0])}
    >
      <div className={classes.inner}>
        <IconPhotoPlus size={24} stroke={1.4} className={classes.icon} aria-hidden />
        <div className={classes.text}>
          <Text fw={600} size="sm" c="var(--text-strong)" truncate>
            {isOwn ? name : 'Drop a picture of your own'}
          </Text>
          {failure ? (
            <Text size="sm" c="var(--mantine-color-error)" role="alert">
              {failure}
            </Text>
          ) : (
            <Text size="sm" c="dimmed">
              It stays in this window; nothing is stored.
            </Text>
          )}
        </div>
        <Group gap="xs">
          <FileButton accept="image/*" onChange={take} inputProps={{ 'aria-label': 'Picture' }}>
            {(props) => (
              <Button {...props} variant="default">
                Choose a picture
              </Button>
            )}
          </FileButton>
          {isOwn && (
            <Button variant="subtle" onClick={takeSample}>
              Back to the first one
            </Button>
          )}
        </Group>
      </div>
    </Dropzone>
  );
}
