import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { Run } from '../../../../src-shared/contract/runs.ts';
import type { Split } from '../../../../src-shared/figures.ts';
import type { Cell } from '../../../charts/confusions.ts';
import { formatCounted, formatPercent } from '../../../ui/format.ts';
import { AnsweredPicture, WhyButton } from './answered-picture.tsx';
import classes from './answers.module.css';
import type { RunAnswers } from './run-answers.ts';

interface CellPicturesProps {
  readonly run: Run;
  readonly split: Split;
  readonly answers: RunAnswers;
  /** Whose answers decide; those of an epoch, say. Its own where there are no others. */
  readonly predicted?: Int32Array | undefined;
  readonly cell: Cell;
}

/** Pictures shown before more are asked for. */
const PAGE = 24;

/** The pictures of a cell of the confusion matrix, the surest answers first. */
export function CellPictures({
  run,
  split,
  answers,
  predicted = answers.predicted,
  cell,
}: CellPicturesProps) {
  const [limit, setLimit] = useState(PAGE);
  const places = [...answers.labels.keys()]
    .filter((place) => answers.labels[place] === cell.actual && predicted[place] === cell.predicted)
    .sort((a, b) => (answers.confidence[b] ?? 0) - (answers.confidence[a] ?? 0));
  const [actual, said] = [run.classes[cell.actual], run.classes[cell.predicted]];
  const isFinal = predicted === answers.predicted;
  return (
    <section className={classes.cell} aria-label="Pictures of the cell">
      <Text fw={600} mb="xs">
        {actual === said ? `${actual}, recognised` : `${actual}, taken for ${said}`} by {run.name}:{' '}
        {formatCounted(places.length, 'picture')}
      </Text>
      <ul className={classes.tiles}>
        {places.slice(0, limit).map((place) => (
          <li key={place} className={classes.tile}>
            <AnsweredPicture
              answers={answers}
              place={place}
              label={`${actual}, number ${place + 1} of the split`}
            />
            <div className={classes.foot}>
              <span>{isFinal && formatPercent(answers.confidence[place] ?? 0, 0)}</span>
              <WhyButton
                run={run}
                split={split}
                place={place}
                label={`Why picture ${place + 1} is so answered`}
              >
                Why?
              </WhyButton>
            </div>
          </li>
        ))}
      </ul>
      {places.length > limit && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={() => setLimit(limit + 4 * PAGE)}>
            Show more
          </Button>
        </Group>
      )}
    </section>
  );
}
