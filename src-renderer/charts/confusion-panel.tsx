import { Group, SegmentedControl, Select, Table, Text, UnstyledButton } from '@mantine/core';
import { useMemo, useState } from 'react';
import classes from './confusion-matrix.module.css';
import { ConfusionMatrix } from './confusion-matrix.tsx';
import { cellText } from './confusion-words.ts';
import {
  type Cell,
  CONFUSION_ORDERS,
  type Confusion,
  type ConfusionOrder,
  commonestConfusions,
  type Mistake,
  minus,
  mistakesOf,
  orderOf,
} from './confusions.ts';

interface ConfusionPanelProps {
  readonly labels: readonly string[];
  readonly first: Confusion;
  /** Another run's, to show what it has more. */
  readonly second?: Confusion | null;
  readonly names?: readonly [string, string];
  /** The pictures of a cell, shown when it is chosen. */
  readonly pictures?: (cell: Cell) => React.ReactNode;
  /** Below the lists of mistakes. */
  readonly children?: React.ReactNode;
}

const ORDER_TITLES: Readonly<Record<ConfusionOrder, string>> = {
  given: 'As given',
  clustered: 'Clustered',
  worst: 'Worst first',
};

/** Mistakes listed at once. */
const LISTED = 12;

/** A confusion matrix of up to a thousand classes with its orders, the commonest mistakes, and a look at a single class or cell. */
export function ConfusionPanel({
  labels,
  first,
  second = null,
  names = ['', ''],
  pictures,
  children,
}: ConfusionPanelProps) {
  const [arranged, setArranged] = useState<ConfusionOrder>('given');
  const [unit, setUnit] = useState<'pictures' | 'share'>('pictures');
  const [focus, setFocus] = useState<number | null>(null);
  const [chosen, setChosen] = useState<Cell | null>(null);
  const order = useMemo(() => orderOf(first, arranged), [first, arranged]);
  const listed = useMemo(() => (second ? minus(second, first) : first), [first, second]);
  const commonest = useMemo(() => commonestConfusions(listed, LISTED), [listed]);
  const shown = { first, second, unit };
  return (
    <>
      <Group gap="sm" my="md">
        <SegmentedControl
          size="xs"
          aria-label="Order of the classes"
          value={arranged}
          onChange={(value) => setArranged(CONFUSION_ORDERS.find((one) => one === value) ?? 'given')}
          data={CONFUSION_ORDERS.map((value) => ({ value, label: ORDER_TITLES[value] }))}
        />
        <SegmentedControl
          size="xs"
          aria-label="What cells show"
          value={unit}
          onChange={(value) => setUnit(value === 'share' ? 'share' : 'pictures')}
          data={[
            { value: 'pictures', label: 'Pictures' },
            { value: 'share', label: 'Percent of the class' },
          ]}
        />
        <Select
          size="xs"
          w={220}
          aria-label="Look at one class"
          placeholder="Find a class"
          searchable
          clearable
          limit={100}
          nothingFoundMessage="No such class"
          value={focus === null ? null : String(focus)}
          data={labels.map((label, index) => ({ value: String(index), label }))}
          onChange={(value) => setFocus(value === null ? null : Number(value))}
        />
      </Group>
      {second && (
        <Text size="sm" c="dimmed" mb="sm">
          <span className={classes.more}>Blue</span>: more pictures with {names[1]};{' '}
          <span className={classes.less}>orange</span>: more with {names[0]}.
        </Text>
      )}
      <div className={classes.panel}>
        <ConfusionMatrix
          labels={labels}
          shown={shown}
          names={names}
          order={order}
          chosen={chosen}
          onChoose={setChosen}
        />
        <div className={classes.lists}>
          {focus === null ? (
            <MistakeList
              title={second ? 'Largest differences' : 'Commonest mistakes'}
              none={second ? 'Both made the same mistakes.' : 'Every picture was recognised.'}
              mistakes={commonest}
              {...{ labels, chosen, isDifference: second !== null, onChoose: setChosen }}
            />
          ) : (
            <ClassMistakes
              index={focus}
              confusion={listed}
              {...{ labels, chosen, isDifference: second !== null, onChoose: setChosen }}
            />
          )}
          {children}
        </div>
      </div>
      {chosen && pictures?.(chosen)}
    </>
  );
}

interface ListProps {
  readonly labels: readonly string[];
  readonly chosen: Cell | null;
  readonly isDifference: boolean;
  readonly onChoose: (cell: Cell) => void;
}

function ClassMistakes({ index, confusion, ...list }: ListProps & { index: number; confusion: Confusion }) {
  const { takenFor, mistakenFrom } = mistakesOf(confusion, index, LISTED);
  const name = list.labels[index];
  return (
    <>
      <MistakeList
        title={`${name} was taken for`}
        none={`No picture of ${name} was mistaken.`}
        mistakes={takenFor}
        {...list}
      />
      <MistakeList
        title={`Taken for ${name}`}
        none={`Nothing else was taken for ${name}.`}
        mistakes={mistakenFrom}
        {...list}
      />
    </>
  );
}

interface MistakeListProps extends ListProps {
  readonly title: string;
  /** What is said where there are none. */
  readonly none: string;
  readonly mistakes: readonly Mistake[];
}

/** Mistakes in words, each a way to its pictures. */
function MistakeList({ title, none, mistakes, labels, chosen, isDifference, onChoose }: MistakeListProps) {
  return (
    <div>
      <Text fw={600} mb="xs">
        {title}
      </Text>
      {mistakes.length === 0 ? (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      ) : (
        <Table aria-label={title} verticalSpacing={4} horizontalSpacing={0}>
          <Table.Tbody>
            {mistakes.map(({ actual, predicted, count }) => (
              <Table.Tr key={`${actual} ${predicted}`}>
                <Table.Td>
                  <UnstyledButton
                    className={classes.mistake}
                    aria-pressed={chosen?.actual === actual && chosen.predicted === predicted}
                    onClick={() => onChoose({ actual, predicted })}
                  >
                    {labels[actual]}{' '}
                    <Text span size="sm" c="dimmed">
                      taken for
                    </Text>{' '}
                    {labels[predicted]}
                  </UnstyledButton>
                </Table.Td>
                <Table.Td ta="end" pl="xs">
                  {isDifference ? cellText(count, { second: NOTHING, unit: 'pictures' }) : count}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </div>
  );
}

/** Stands for the other run of a difference where only that it is one matters. */
const NOTHING: Confusion = { classes: 0, counts: new Float64Array() };
