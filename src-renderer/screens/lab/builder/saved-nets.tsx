import { ActionIcon, Button, Group, Skeleton, Text, Tooltip } from '@mantine/core';
import { IconBolt, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { SavedNet } from '../../../../src-shared/contract/nets.ts';
import { formatCount } from '../../../../src-shared/nets/format-number.ts';
import { notifyFailure, notifyRemoved } from '../../../actions/notify.tsx';
import { studio } from '../../../client/studio.ts';
import { useNets } from '../../../state/queries.ts';
import { ErrorCard } from '../../../ui/error-card.tsx';
import { NameInput } from '../../../ui/name-input.tsx';
import { Section } from '../../../ui/page.tsx';
import classes from './builder.module.css';
import { builder, open } from './builder-state.ts';
import { examineDraft } from './examine-draft.ts';

/** The networks that were saved: opened, renamed, trained, deleted. */
export function SavedNets() {
  const nets = useNets();
  return (
    <Section title="Saved networks">
      {nets.isPending && <Skeleton height={48} radius="md" />}
      {nets.isError && (
        <ErrorCard
          title="The networks cannot be listed"
          error={nets.error}
          onRetry={() => void nets.refetch()}
        />
      )}
      {nets.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          None yet. A saved network can be chosen on the Train page; a run keeps the network as it was when it
          began.
        </Text>
      )}
      <ul className={classes.saved}>
        {nets.data?.map((saved) => (
          <SavedRow key={saved.net.name} saved={saved} />
        ))}
      </ul>
    </Section>
  );
}

function SavedRow({ saved: { net, savedAtMs } }: { saved: SavedNet }) {
  const [isNaming, setNaming] = useState(false);
  const rename = (to: string | null) => {
    setNaming(false);
    if (to === null) return;
    studio.nets.rename({ name: net.name, to }).then(() => {
      const state = builder.get();
      if (state.savedAs === net.name) builder.set({ ...state, savedAs: to });
    }, notifyFailure);
  };
  const remove = () =>
    studio.nets.remove({ name: net.name }).then((removed) => {
      const state = builder.get();
      if (state.savedAs === net.name) builder.set({ ...state, savedAs: null });
      notifyRemoved(`"${net.name}"`, () => studio.nets.save({ net: removed }));
    }, notifyFailure);
  const { summary } = examineDraft(net, 1000);
  return (
    <li className={classes.savedRow}>
      {isNaming ? (
        <NameInput name={net.name} what="network" size="xs" onDone={rename} />
      ) : (
        <button type="button" className={classes.savedName} onClick={() => open(net, net.name)}>
          {net.name}
        </button>
      )}
      <Text size="xs" c="dimmed">
        {formatCount(net.layers.length)} layers, {formatCount(summary.totals.params)} parameters with 1,000
        classes, {new Date(savedAtMs).toLocaleDateString()}
      </Text>
      <Group gap={4} ml="auto" wrap="nowrap">
        <Button
          component={Link}
          href={`/train?net=${encodeURIComponent(net.name)}`}
          size="compact-xs"
          variant="light"
          leftSection={<IconBolt size={14} />}
        >
          Train
        </Button>
        <Tooltip label="Rename">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Rename ${net.name}`}
            onClick={() => setNaming(true)}
          >
            <IconPencil size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Delete">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Delete ${net.name}`}
            onClick={() => void remove()}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </li>
  );
}
