import { Alert, Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { SortMode, SortPlan } from '../../../../src-shared/contract/sort.ts';
import { messageOf } from '../../../../src-shared/errors.ts';
import { studio } from '../../../client/studio.ts';
import type { AskedPicture } from '../../../state/answers.ts';
import { formatCounted } from '../../../ui/format.ts';
import { type Labelled, labelledPictures } from '../labelled-pictures.ts';
import { classOf, type Judge, type Reading, verdictOf } from '../verdict.ts';
import { DoneSorts } from './done-sorts.tsx';
import { PlanTable } from './plan-table.tsx';
import { SortRun } from './sort-run.tsx';

interface SortDialogProps {
  readonly pictures: readonly AskedPicture[];
  readonly judge: Judge;
  readonly reading: Reading;
  readonly onClose: () => void;
}

/** Sorts the pictures shown into folders by their class: shows what would go where first, and what was done before and can be undone. */
export function SortDialog({ pictures, judge, reading, onClose }: SortDialogProps) {
  const [mode, setMode] = useState<SortMode>('copy');
  const [destination, setDestination] = useState('');
  const [plans, setPlans] = useState<readonly SortPlan[] | null>(null);
  const [isPlanning, setPlanning] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const modeLabel = useId();
  const labelled = withClass(pictures, judge, reading);
  const uploads = labelled.some(({ picture }) => picture.origin.kind === 'file');

  const discard = () => {
    for (const { sortId } of plans ?? []) void studio.sort.discard({ sortId });
    setPlans(null);
  };
  const close = () => {
    if (!isRunning) discard();
    onClose();
  };
  const plan = async (event: React.FormEvent) => {
    event.preventDefault();
    setPlanning(true);
    setFailure(null);
    try {
      const lists = await labelledPictures(labelled, new AbortController().signal);
      const made: SortPlan[] = [];
      for (const list of lists) {
        made.push(
          await studio.sort.plan({
            ...list,
            destination: destination.trim(),
            mode: list.uploadId ? 'copy' : mode,
          }),
        );
      }
      setPlans(made);
    } catch (error) {
      setFailure(messageOf(error));
    }
    setPlanning(false);
  };
  return (
    <Modal
      opened
      onClose={close}
      title="Sort into folders"
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        {failure && (
          <Alert color="red" role="alert" title="There is no plan">
            {failure}
          </Alert>
        )}
        {plans === null ? (
          <form onSubmit={(event) => void plan(event)}>
            <Stack gap="md">
              <Text size="sm" c="dimmed">
                {formatCounted(labelled.length, 'picture')} of the{' '}
                {formatCounted(pictures.length, 'shown', 'shown')} have a class and go into the folder of its
                name.
              </Text>
              <TextInput
                label="Into the folder"
                placeholder="Its path on this computer"
                data-autofocus
                maxLength={4096}
                value={destination}
                onChange={(event) => setDestination(event.currentTarget.value)}
              />
              <div>
                <Text size="sm" fw={500} id={modeLabel} mb={4}>
                  The files are
                </Text>
                <SegmentedControl
                  aria-labelledby={modeLabel}
                  value={mode}
                  onChange={(value) => setMode(value === 'move' ? 'move' : 'copy')}
                  data={[
                    { value: 'copy', label: 'Copied' },
                    { value: 'move', label: 'Moved' },
                  ]}
                />
              </div>
              {uploads && (
                <Text size="sm" c="dimmed">
                  Pictures that were dropped can only be copied, as browsers do not say where they lie. To
                  move files, classify their folder by its path.
                </Text>
              )}
              <Group justify="flex-end">
                <Button
                  type="submit"
                  loading={isPlanning}
                  disabled={destination.trim() === '' || labelled.length === 0}
                >
                  Show what goes where
                </Button>
              </Group>
            </Stack>
          </form>
        ) : (
          <>
            <PlanTable plans={plans} />
            <SortRun plans={plans} onBack={discard} onRunning={setRunning} onClose={onClose} />
          </>
        )}
        <DoneSorts />
      </Stack>
    </Modal>
  );
}

function withClass(pictures: readonly AskedPicture[], judge: Judge, reading: Reading): Labelled[] {
  return pictures.flatMap((picture) => {
    if (picture.problem !== null) return [];
    const label = classOf(picture, verdictOf(picture, judge, { ...reading, top: 1 }));
    return label === null ? [] : [{ picture, label }];
  });
}
