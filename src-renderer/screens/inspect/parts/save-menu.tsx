import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { notifyFailure } from '../../../actions/notify.tsx';
import { saveFile } from './save-file.ts';

/** One kind of file that something can be saved as. */
export interface SaveChoice {
  /** `PNG`, `NPY` (NumPy's arrays): also the ending of the file's name. */
  readonly kind: 'PNG' | 'SVG' | 'CSV' | 'NPY';
  readonly make: () => Blob | Promise<Blob>;
}

interface SaveMenuProps {
  /** What is saved, in words, for the button: `the diagram`. */
  readonly what: string;
  /** Name of the file without its ending. */
  readonly file: string;
  readonly choices: readonly SaveChoice[];
  /** An icon without a word, for one of many beside each other. */
  readonly isSmall?: boolean;
}

/** A button that saves what stands beside it. */
export function SaveMenu({ what, file, choices, isSmall = false }: SaveMenuProps) {
  const save = async ({ kind, make }: SaveChoice) => {
    try {
      saveFile(await make(), `${file}.${kind.toLowerCase()}`);
    } catch (error) {
      notifyFailure(error);
    }
  };
  return (
    // A menu may hold nothing but its items, and all of a page lies in its landmarks.
    <Menu position="bottom-end" withInitialFocusPlaceholder={false} portalProps={{ target: 'main' }}>
      <Menu.Target>
        {isSmall ? (
          <ActionIcon size="sm" variant="subtle" aria-label={`Save ${what}`}>
            <IconDownload size={14} />
          </ActionIcon>
        ) : (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
            aria-label={`Save ${what}`}
          >
            Save
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Menu.Item key={choice.kind} onClick={() => void save(choice)}>
            As {choice.kind}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
