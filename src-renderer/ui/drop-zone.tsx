import { Button, Group, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { useRef } from 'react';
import { droppedThings, type Picked, pickedFromDrop, pickedFromInput } from '../actions/picked-files.ts';
import classes from './drop-zone.module.css';

interface DropZoneProps {
  readonly icon: React.ReactNode;
  readonly title: string;
  readonly hint: string;
  /** Whether single pictures may be picked as well as a folder. */
  readonly pictures?: boolean;
  /** One line instead of a large surface, for a page that is full already. */
  readonly compact?: boolean;
  readonly disabled?: boolean;
  readonly onPicked: (picked: Picked) => void;
  /** More ways to give pictures, as buttons beside the others. */
  readonly children?: React.ReactNode;
}

/** A surface that takes dropped folders and pictures, with buttons for those who would rather pick. */
export function DropZone({
  icon,
  title,
  hint,
  pictures,
  compact,
  disabled,
  onPicked,
  children,
}: DropZoneProps) {
  const folderInput = useRef<HTMLInputElement>(null);
  const pictureInput = useRef<HTMLInputElement>(null);
  const take = ({ currentTarget }: React.ChangeEvent<HTMLInputElement>) => {
    if (currentTarget.files?.length) onPicked(pickedFromInput(currentTarget.files));
    // Picking the same folder again has to count as a change.
    currentTarget.value = '';
  };
  return (
    <>
      <Dropzone
        className={classes.zone}
        data-compact={compact}
        disabled={disabled ?? false}
        activateOnClick={false}
        activateOnKeyboard={false}
        enablePointerEvents
        role="group"
        tabIndex={-1}
        aria-label={title}
        onDrop={(files) => files.length > 0 && onPicked(pickedFromDrop(files))}
        {...(window.alexnetStudio && { getFilesFromEvent: desktopFiles })}
      >
        <div className={classes.inner}>
          <span className={classes.icon} aria-hidden>
            {icon}
          </span>
          <div className={classes.text}>
            <Text fw={600} size="lg" c="var(--text-strong)">
              {title}
            </Text>
            <Text size="sm" c="dimmed">
              {hint}
            </Text>
          </div>
          <Group gap="xs" justify="center">
            {pictures && (
              <Button
                variant="default"
                disabled={disabled ?? false}
                onClick={() => pictureInput.current?.click()}
              >
                Choose pictures
              </Button>
            )}
            <Button
              variant="default"
              disabled={disabled ?? false}
              onClick={() => folderInput.current?.click()}
            >
              Choose a folder
            </Button>
            {children}
          </Group>
        </div>
      </Dropzone>
      <input
        ref={folderInput}
        type="file"
        webkitdirectory=""
        multiple
        hidden
        onChange={take}
        aria-label="Folder"
      />
      {pictures && (
        <input
          ref={pictureInput}
          type="file"
          accept="image/*"
          multiple
          hidden
          onChange={take}
          aria-label="Pictures"
        />
      )}
    </>
  );
}

/** Only the dropped things themselves: the main process walks through folders, far faster than the browser can. */
async function desktopFiles(event: unknown): Promise<File[]> {
  const transfer =
    event instanceof Event || hasTransfer(event) ? (event as Partial<DragEvent>).dataTransfer : null;
  return transfer ? droppedThings(transfer) : [];
}

function hasTransfer(event: unknown): event is { dataTransfer: DataTransfer } {
  return typeof event === 'object' && event !== null && 'dataTransfer' in event;
}
