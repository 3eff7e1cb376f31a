import { Button, Group, Modal, Text } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import classes from './picture.module.css';

/** Large enough for a record of 256 × 256, with room for the scaling to be smooth. */
const WANTED = { width: 1280, height: 720 };

interface CameraDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onTake: (picture: File) => void;
}

/** Takes one picture with the camera; the camera is off again as soon as the dialog is closed. */
export function CameraDialog({ opened, onClose, onTake }: CameraDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="A picture from the camera"
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Camera onTake={onTake} />
    </Modal>
  );
}

function Camera({ onTake }: { onTake: (picture: File) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<'starting' | 'ready' | { failure: string }>('starting');

  useEffect(() => {
    let stream: MediaStream | null = null;
    let isGone = false;
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const start = async () => {
      try {
        stream = await openCamera();
        if (isGone) return stop();
        if (!video.current) return;
        video.current.srcObject = stream;
        await video.current.play();
        setState('ready');
      } catch (error) {
        if (!isGone) setState({ failure: cameraSentence(error) });
      }
    };
    void start();
    return () => {
      isGone = true;
      stop();
    };
  }, []);

  const take = async () => {
    const blob = video.current && (await middleSquare(video.current));
    if (blob) onTake(new File([blob], 'camera.png', { type: blob.type }));
  };
  if (typeof state === 'object') {
    return (
      <Text size="sm" role="alert">
        {state.failure}
      </Text>
    );
  }
  return (
    <>
      <video ref={video} className={classes.video} muted playsInline />
      <Group justify="flex-end" mt="md">
        <Button
          leftSection={<IconCamera size={16} />}
          loading={state === 'starting'}
          data-autofocus
          onClick={() => void take()}
        >
          Take the picture
        </Button>
      </Group>
    </>
  );
}

async function openCamera(): Promise<MediaStream> {
  // Browsers leave it out where the page does not come from this machine or by https.
  if (!('mediaDevices' in navigator)) throw new DOMException('', 'NotAllowedError');
  return navigator.mediaDevices.getUserMedia({ video: WANTED });
}

function cameraSentence(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotFoundError')
    return 'This machine has no camera that the window can see. Drop a picture instead.';
  if (name === 'NotAllowedError') {
    return 'The camera may not be used here. Allow it in the settings of the browser or the system, and open this again.';
  }
  return 'The camera did not start; another program may be using it. Close that, and open this again.';
}

async function middleSquare(video: HTMLVideoElement): Promise<Blob> {
  const side = Math.min(video.videoWidth, video.videoHeight);
  const canvas = new OffscreenCanvas(side, side);
  canvas
    .getContext('2d')
    ?.drawImage(
      video,
      (video.videoWidth - side) / 2,
      (video.videoHeight - side) / 2,
      side,
      side,
      0,
      0,
      side,
      side,
    );
  return canvas.convertToBlob({ type: 'image/png' });
}
