import { Alert, Button, CopyButton, Group, Menu, Modal } from '@mantine/core';
import { IconCopy, IconDownload, IconShare } from '@tabler/icons-react';
import { useState } from 'react';
import { messageOf } from '../../../../src-shared/errors.ts';
import type { CustomNet } from '../../../../src-shared/nets/custom-net.ts';
import { netFileText } from '../../../../src-shared/nets/net-file.ts';
import type { BuiltNet } from '../../../../src-shared/nets/net-spec.ts';
import { kerasSource } from '../../../../src-shared/nets/source/keras-source.ts';
import { pytorchSource } from '../../../../src-shared/nets/source/pytorch-source.ts';
import { saveFile } from '../../inspect/parts/save-file.ts';
import classes from './builder.module.css';

interface Shared {
  readonly title: string;
  readonly ending: string;
  readonly type: string;
  readonly make: (draft: CustomNet, net: BuiltNet) => string;
}

const KINDS: readonly Shared[] = [
  {
    title: 'JSON',
    ending: 'json',
    type: 'application/json',
    make: (draft) => netFileText(draft),
  },
  { title: 'Keras source', ending: 'py', type: 'text/x-python', make: (_, net) => kerasSource(net) },
  { title: 'PyTorch source', ending: 'py', type: 'text/x-python', make: (_, net) => pytorchSource(net) },
];

interface ShareMenuProps {
  readonly draft: CustomNet;
  readonly net: BuiltNet;
  /** Source can only be written of what can be built; JSON of anything. */
  readonly isWhole: boolean;
}

/** Shows the network as text of one kind or another, to be copied or downloaded. */
export function ShareMenu({ draft, net, isWhole }: ShareMenuProps) {
  const [shown, setShown] = useState<Shared | null>(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconShare size={14} />}>
            Share
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {KINDS.map((kind) => (
            <Menu.Item
              key={kind.title}
              disabled={!isWhole && kind.ending === 'py'}
              onClick={() => setShown(kind)}
            >
              {kind.title}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        title={shown?.title}
        size="xl"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {shown && <SharedText shared={shown} draft={draft} net={net} />}
      </Modal>
    </>
  );
}

function SharedText({ shared, draft, net }: { shared: Shared; draft: CustomNet; net: BuiltNet }) {
  const made = attempt(() => shared.make(draft, net));
  if ('failure' in made) {
    return (
      <Alert color="red" role="alert" title={`This network cannot be written as ${shared.title}`}>
        {made.failure}
      </Alert>
    );
  }
  const { text } = made;
  const file = `${draft.name.replaceAll(/[^\w -]+/g, '').trim() || 'network'}.${shared.ending}`;
  return (
    <>
      <Group justify="flex-end" gap="xs" mb="sm">
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" leftSection={<IconCopy size={14} />} onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button
          size="xs"
          leftSection={<IconDownload size={14} />}
          onClick={() => saveFile(new Blob([text], { type: shared.type }), file)}
        >
          Download
        </Button>
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard has to reach it */}
      <section className={classes.source} tabIndex={0} aria-label={shared.title}>
        <pre>{text}</pre>
      </section>
    </>
  );
}

function attempt(make: () => string): { readonly text: string } | { readonly failure: string } {
  try {
    return { text: make() };
  } catch (error) {
    return { failure: messageOf(error) };
  }
}
