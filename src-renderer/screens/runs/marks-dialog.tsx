import { Button, Group, Modal, Stack, TagsInput, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Tag } from '../../../src-shared/contract/run-marks.ts';
import type { Run } from '../../../src-shared/contract/runs.ts';
import { markRuns } from '../../actions/mark-runs.ts';
import { useRuns } from '../../state/queries.ts';
import { createStore, useStore } from '../../state/store.ts';
import { formatCounted } from '../../ui/format.ts';

type Edited = { readonly what: 'tags' | 'note'; readonly runs: readonly Run[] };

/** What is being written on which runs: menus that close when they are used open it. */
const edited = createStore<Edited | null>(null);

export function openMarksDialog(what: Edited['what'], runs: readonly Run[]): void {
  edited.set({ what, runs });
}

/** The dialog for tags and notes; stands once on the page. */
export function MarksDialog() {
  const now = useStore(edited, (value) => value);
  const close = () => edited.set(null);
  const of =
    now === null ? '' : now.runs.length === 1 ? now.runs[0]?.name : formatCounted(now.runs.length, 'run');
  return (
    <Modal
      opened={now !== null}
      onClose={close}
      title={`${now?.what === 'note' ? 'Note' : 'Tags'} of ${of}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {now?.what === 'tags' && <TagsForm runs={now.runs} onDone={close} />}
      {now?.what === 'note' && <NoteForm runs={now.runs} onDone={close} />}
    </Modal>
  );
}

interface FormProps {
  readonly runs: readonly Run[];
  readonly onDone: () => void;
}

function TagsForm({ runs, onDone }: FormProps) {
  const [first, ...others] = runs.map(({ marks }) => marks.tags);
  const common = (first ?? []).filter((tag) => others.every((tags) => tags.includes(tag)));
  const known = [...new Set(useRuns().data?.flatMap(({ marks }) => marks.tags))].sort();
  const [tags, setTags] = useState<readonly string[]>(common);
  const wrong = tags.find((tag) => !Tag.safeParse(tag).success);
  const save = async () => {
    const addTags = tags.filter((tag) => !common.includes(tag));
    const removeTags = common.filter((tag) => !tags.includes(tag));
    const isDone = await markRuns(
      runs.map(({ id }) => id),
      { addTags, removeTags },
    );
    if (isDone) onDone();
  };
  return (
    <Form onSave={save} isDisabled={wrong !== undefined} onCancel={onDone}>
      <TagsInput
        label="Tags"
        description={runs.length > 1 ? 'Those that all of them have; others stay as they are.' : undefined}
        placeholder="Type a word and press Enter"
        data={known}
        value={[...tags]}
        error={
          wrong && `"${wrong}" cannot be a tag: one word without blanks, commas, colons, quotes and brackets.`
        }
        splitChars={[',', ' ']}
        onChange={setTags}
        data-autofocus
      />
    </Form>
  );
}

function NoteForm({ runs, onDone }: FormProps) {
  const [note, setNote] = useState(runs[0]?.marks.note ?? '');
  const save = async () => {
    const ids = runs.map(({ id }) => id);
    if (await markRuns(ids, { note: note.trim() })) onDone();
  };
  return (
    <Form onSave={save} isDisabled={false} onCancel={onDone}>
      <Textarea
        label="Note"
        autosize
        minRows={4}
        maxRows={16}
        maxLength={10_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        data-autofocus
      />
      <Text size="xs" c="dimmed">
        Free text of yours; the filter finds its words.
      </Text>
    </Form>
  );
}

interface FormFrameProps {
  readonly isDisabled: boolean;
  readonly onSave: () => Promise<void>;
  readonly onCancel: () => void;
  readonly children: React.ReactNode;
}

function Form({ isDisabled, onSave, onCancel, children }: FormFrameProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void onSave();
      }}
    >
      <Stack>
        {children}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" disabled={isDisabled}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
