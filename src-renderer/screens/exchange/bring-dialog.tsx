import { Alert, Anchor, Button, Group, List, Modal, Progress, Stack, Text } from '@mantine/core';
import { IconPackageImport } from '@tabler/icons-react';
import { useRef } from 'react';
import { Link } from 'wouter';
import type { Brought } from '../../actions/bring-runs.ts';
import { pickedFromInput } from '../../actions/picked-files.ts';
import { DropZone } from '../../ui/drop-zone.tsx';
import { formatSize, formatTimeLeft } from '../../ui/format.ts';
import { type Bringing, useBringing } from './use-bringing.ts';

/** Brings in runs from elsewhere: a bundle, or figures that another program wrote. */
export function BringDialog({ onClose }: { onClose: () => void }) {
  const { state, bring, stop } = useBringing();
  const input = useRef<HTMLInputElement>(null);
  return (
    <Modal
      opened
      onClose={onClose}
      title="Bring runs in"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
      closeOnClickOutside={state.at !== 'work'}
    >
      <Stack gap="md">
        {state.at === 'choosing' && (
          <>
            {state.failure && (
              <Alert color="red" role="alert" title="Nothing was brought in">
                {state.failure}
              </Alert>
            )}
            <DropZone
              icon={<IconPackageImport size={28} />}
              title="Drop a bundle or figures here"
              hint="A bundle (.alexnet) of another workspace, a folder of TensorBoard’s event files, or CSV."
              onPicked={(picked) => void bring(picked)}
            >
              <Button variant="default" data-autofocus onClick={() => input.current?.click()}>
                Choose a file
              </Button>
            </DropZone>
            <input
              ref={input}
              type="file"
              hidden
              aria-label="Bundle or figures"
              onChange={({ currentTarget }) => {
                if (currentTarget.files?.length) void bring(pickedFromInput(currentTarget.files));
                currentTarget.value = '';
              }}
            />
          </>
        )}
        {state.at === 'work' && <Working state={state} onStop={stop} />}
        {state.at === 'done' && <Result brought={state.brought} onClose={onClose} />}
      </Stack>
    </Modal>
  );
}

function Working({ state, onStop }: { state: Extract<Bringing, { at: 'work' }>; onStop: () => void }) {
  const { progress, secondsLeft } = state;
  const doing = progress?.phase === 'sending' ? 'Sending the files' : 'Reading and checking';
  const share = progress && progress.total > 0 ? progress.done / progress.total : null;
  return (
    <Stack gap="xs" role="status">
      <Text size="sm">
        {doing}
        {progress && `, ${formatSize(progress.done)} of ${formatSize(progress.total)}`}
        {secondsLeft !== null && `, ${formatTimeLeft(secondsLeft)} left`}
      </Text>
      <Progress value={(share ?? 1) * 100} animated={share === null} aria-label={doing} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onStop}>
          Stop
        </Button>
      </Group>
    </Stack>
  );
}

function Result({ brought: { runs, notes }, onClose }: { brought: Brought; onClose: () => void }) {
  return (
    <Stack gap="sm">
      <Text size="sm">
        {runs.length === 1 ? 'This run is here now:' : `${runs.length} runs are here now:`}
      </Text>
      <List size="sm">
        {runs.map(({ id, name }) => (
          <List.Item key={id}>
            <Anchor component={Link} href={`/runs/${id}`} inherit>
              {name}
            </Anchor>
          </List.Item>
        ))}
      </List>
      {notes.length > 0 && (
        <Alert color="yellow" title="Left out">
          <List size="sm">
            {[...new Set(notes)].map((note) => (
              <List.Item key={note}>{note}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}
