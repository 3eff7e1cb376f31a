import { Button, Group, Menu, Progress, SegmentedControl, Select, Text } from '@mantine/core';
import { IconDownload, IconFolders } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import {
  type AnswerWork,
  type AskedPicture,
  answers,
  clearAnswers,
  stopAnswers,
} from '../../state/answers.ts';
import { useStore } from '../../state/store.ts';
import { formatCounted, formatRate, formatTimeLeft } from '../../ui/format.ts';
import { saveFile } from '../inspect/parts/save-file.ts';
import { AddCorrected } from './add-corrected.tsx';
import { answersCsv, answersJson } from './answers-file.ts';
import { choices, choose, type Shown } from './choices.ts';
import classes from './classify.module.css';
import type { Judge, Reading } from './verdict.ts';

interface AnswersToolbarProps {
  readonly shownPictures: readonly AskedPicture[];
  readonly judges: readonly Judge[];
  readonly reading: Reading;
  readonly onSort: () => void;
}

const SHOWN: readonly { value: Shown; label: string }[] = [
  { value: 'all', label: 'All pictures' },
  { value: 'answered', label: 'With a class' },
  { value: 'none', label: 'None of these' },
  { value: 'unreadable', label: 'Not readable' },
];

/** How far it is, which pictures are shown and how, and what can be done with all of them. */
export function AnswersToolbar({ shownPictures, judges, reading, onSort }: AnswersToolbarProps) {
  const { pictures, work } = useStore(answers, (value) => value);
  const { view, shown } = useStore(choices, (value) => value);
  const save = (blob: Blob, ending: string) => saveFile(blob, `answers.${ending}`);
  const [first] = judges;
  return (
    <div className={classes.toolbar}>
      {work ? (
        <WorkProgress work={work} />
      ) : (
        <Text fw={600} role="status">
          {shownPictures.length === pictures.length
            ? formatCounted(pictures.length, 'picture')
            : `${shownPictures.length.toLocaleString('en-US')} of ${formatCounted(pictures.length, 'picture')}`}
        </Text>
      )}
      <Group gap="xs">
        {first && <AddCorrected pictures={pictures} classifier={first.classifier} />}
        <Select
          size="xs"
          w={150}
          aria-label="Pictures shown"
          allowDeselect={false}
          value={shown}
          data={judges.length > 1 ? [...SHOWN, { value: 'different', label: 'Not agreed on' }] : [...SHOWN]}
          onChange={(value) =>
            choose({ shown: SHOWN.find((one) => one.value === value)?.value ?? 'different' })
          }
        />
        <SegmentedControl
          size="xs"
          aria-label="View"
          value={view}
          onChange={(value) => choose({ view: value === 'list' ? 'list' : 'gallery' })}
          data={[
            { value: 'gallery', label: 'Gallery' },
            { value: 'list', label: 'List' },
          ]}
        />
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="xs" variant="default" leftSection={<IconDownload size={14} />}>
              Save answers
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => save(answersCsv(shownPictures, judges, reading), 'csv')}>
              As CSV
            </Menu.Item>
            <Menu.Item onClick={() => save(answersJson(shownPictures, judges, reading), 'json')}>
              As JSON
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFolders size={14} />}
          disabled={work !== null}
          onClick={onSort}
        >
          Sort into folders
        </Button>
        {!work && (
          <Button size="xs" variant="default" onClick={clearAnswers}>
            Clear
          </Button>
        )}
      </Group>
    </div>
  );
}

function WorkProgress({ work: { done, total, startedAtMs } }: { work: AnswerWork }) {
  const now = useNow();
  const seconds = Math.max(0.001, (now - startedAtMs) / 1000);
  const rate = done / seconds;
  const says =
    total === 0
      ? 'The pictures are being looked for.'
      : done === 0
        ? 'The network is being asked.'
        : `${done.toLocaleString('en-US')} of ${formatCounted(total, 'picture')}, ${formatRate(rate)} a second, ${formatTimeLeft((total - done) / rate)} left`;
  return (
    <div className={classes.progress} role="status">
      <Progress
        className={classes.progressBar}
        value={total === 0 ? 0 : (done / total) * 100}
        animated={total === 0}
        aria-label="Pictures answered"
      />
      <Text size="sm">{says}</Text>
      <Button size="xs" variant="default" onClick={stopAnswers}>
        Stop
      </Button>
    </div>
  );
}

/** Milliseconds since 1970, twice a second. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return now;
}
