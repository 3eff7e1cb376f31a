import { Button, FileButton, Group, Skeleton, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { useDisclosure } from '@mantine/hooks';
import { IconCamera, IconFolder, IconLibraryPhoto } from '@tabler/icons-react';
import type { Run } from '../../../../src-shared/contract/runs.ts';
import { messageOf } from '../../../../src-shared/errors.ts';
import { type Picked, pickedFromDrop } from '../../../actions/picked-files.ts';
import { useDatasets } from '../../../state/queries.ts';
import { PixelCanvas } from '../../lab/parts/pixel-canvas.tsx';
import { CameraDialog } from './camera-dialog.tsx';
import { chooseOwnPicture, chosenPicture, useLook, useRecord } from './chosen-picture.ts';
import { GalleryDialog } from './gallery-dialog.tsx';
import classes from './picture.module.css';

/** The picture that is looked at, and the ways to another: dropped, from the data set, from the disk, from the camera. */
export function PictureBar({ run }: { run: Run }) {
  const look = useLook(run);
  const record = useRecord(look.data?.lookId);
  const [galleryOpened, gallery] = useDisclosure(false);
  const [cameraOpened, camera] = useDisclosure(false);
  const take = (picked: Picked) => {
    gallery.close();
    camera.close();
    chooseOwnPicture(picked);
  };
  const takeFile = (file: File | null) => {
    if (file) take(pickedFromDrop([file]));
  };
  const failure = look.error ?? record.error;
  const datasets = useDatasets();
  const isDeleted = datasets.data?.every(({ id }) => id !== run.dataset.id) ?? false;
  return (
    <Dropzone
      className={`card ${classes.bar}`}
      activateOnClick={false}
      activateOnKeyboard={false}
      enablePointerEvents
      role="group"
      tabIndex={-1}
      aria-label="Picture to look at"
      onDrop={(files) => take(pickedFromDrop(files))}
    >
      <div className={classes.inner}>
        {record.data ? (
          <PixelCanvas pixels={record.data} label="The picture" size={72} />
        ) : (
          <Skeleton width={72} height={72} animate={!failure} />
        )}
        <div className={classes.text}>
          <Text fw={600} c="var(--text-strong)" truncate>
            {look.data?.name ?? (failure ? 'No picture' : 'Reading the picture')}
          </Text>
          {failure ? (
            <Text size="sm" c="var(--mantine-color-error)" role="alert">
              {messageOf(failure)}
            </Text>
          ) : (
            <Text size="sm" c="dimmed">
              {look.data?.label ? `Its class is ${look.data.label}. ` : ''}Drop another here.
            </Text>
          )}
        </div>
        <Group gap="xs">
          {!isDeleted && (
            <Button variant="default" leftSection={<IconLibraryPhoto size={16} />} onClick={gallery.open}>
              From the data set
            </Button>
          )}
          <FileButton accept="image/*" onChange={takeFile} inputProps={{ 'aria-label': 'Picture' }}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconFolder size={16} />}>
                From a file
              </Button>
            )}
          </FileButton>
          <Button variant="default" leftSection={<IconCamera size={16} />} onClick={camera.open}>
            Camera
          </Button>
        </Group>
      </div>
      <GalleryDialog
        datasetId={run.dataset.id}
        opened={galleryOpened}
        onClose={gallery.close}
        onChoose={(picture) => {
          chosenPicture.set({ kind: 'dataset', picture });
          gallery.close();
        }}
      />
      <CameraDialog opened={cameraOpened} onClose={camera.close} onTake={takeFile} />
    </Dropzone>
  );
}
