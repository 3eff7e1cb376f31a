import { Skeleton, Table } from '@mantine/core';
import { useState } from 'react';
import type { Verdict } from '../../../../src-shared/contract/compare.ts';
import { studio } from '../../../client/studio.ts';
import { formatCounted, formatPercent, UNKNOWN } from '../../../ui/format.ts';
import { Section } from '../../../ui/page.tsx';
import { SPLIT_TITLES } from '../../datasets/gallery.tsx';
import { useWork } from '../../inspect/parts/use-work.ts';
import { WorkStatus } from '../../inspect/parts/work-status.tsx';
import { firstSplit, SplitChoice, weightsKey } from '../answers/split-choice.tsx';
import type { ComparedRun } from '../compared-run.ts';
import { IntervalPlot } from './interval-plot.tsx';
import { chance, points } from './points.ts';
import classes from './real.module.css';

/** Whether the runs differ by more than chance: each against the first, picture by picture. */
export function RealTab({ runs: compared }: { runs: readonly ComparedRun[] }) {
  const runs = compared.map(({ run }) => run);
  const [chosen, setSplit] = useState<Verdict['split'] | null>(null);
  const split = chosen ?? firstSplit(runs);
  const runIds = runs.map(({ id }) => id);
  const work = useWork(
    ['verdict', weightsKey(runs), split],
    (signal) => studio.compare.verdict({ runIds, split }, { signal }),
    { isAsked: true },
  );
  return (
    <Section title="Is it real?" aside={<SplitChoice value={split} onChange={setSplit} />}>
      <WorkStatus
        work={work}
        doing={`The runs’ answers to the ${SPLIT_TITLES[split].toLowerCase()} pictures are compared.`}
        failed="The runs cannot be compared on these pictures"
      />
      {!work.data && work.isWorking && <Skeleton height={220} mt="md" />}
      {work.data && <VerdictView verdict={work.data.verdict} />}
    </Section>
  );
}

function VerdictView({ verdict }: { verdict: Verdict }) {
  const { comparisons } = verdict;
  return (
    <>
      <div role="status">
        {comparisons.map(({ second, sentence }) => (
          <p key={second} className={classes.sentence}>
            {sentence}
          </p>
        ))}
      </div>
      <IntervalPlot verdict={verdict} />
      <VerdictTable verdict={verdict} />
      <ul className={classes.notes}>
        {notesOn(verdict).map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  );
}

function VerdictTable({ verdict: { groups, comparisons } }: { verdict: Verdict }) {
  const hasMcnemar = comparisons.some(({ mcnemar }) => mcnemar !== null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table has to be scrolled by keyboard too
    <section className={classes.scroll} tabIndex={0} aria-label="Numbers of the comparison">
      <Table verticalSpacing={6} aria-label="Numbers of the comparison">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Run</Table.Th>
            <Table.Th ta="end">Accuracy</Table.Th>
            <Table.Th ta="end">Difference, points</Table.Th>
            <Table.Th ta="end">95 % interval</Table.Th>
            {hasMcnemar && (
              <>
                <Table.Th ta="end">Only the first right</Table.Th>
                <Table.Th ta="end">Only this right</Table.Th>
                <Table.Th ta="end">McNemar’s P</Table.Th>
              </>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.map((group, place) => {
            const found = comparisons.find(({ second }) => second === place);
            return (
              <Table.Tr key={group.runIds.join()}>
                <Table.Td>{group.name}</Table.Td>
                <Table.Td ta="end">{formatPercent(group.accuracy)}</Table.Td>
                <Table.Td ta="end">{found ? points(found.difference) : 'the first'}</Table.Td>
                <Table.Td ta="end">
                  {found ? `${points(found.low)} to ${points(found.high)}` : UNKNOWN}
                </Table.Td>
                {hasMcnemar && (
                  <>
                    <Table.Td ta="end">{found?.mcnemar?.onlyFirst ?? UNKNOWN}</Table.Td>
                    <Table.Td ta="end">{found?.mcnemar?.onlySecond ?? UNKNOWN}</Table.Td>
                    <Table.Td ta="end">{found?.mcnemar ? chance(found.mcnemar.p) : UNKNOWN}</Table.Td>
                  </>
                )}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </section>
  );
}

/** What one has to know to read the numbers rightly. */
function notesOn({ pictures, leftOut, resamples, groups, comparisons, split }: Verdict): string[] {
  const seeds = groups.filter(({ runIds }) => runIds.length > 1);
  return [
    `On the ${formatCounted(pictures, `${SPLIT_TITLES[split].toLowerCase()} picture`)} that all of them have${
      leftOut > 0
        ? `; ${formatCounted(leftOut, 'other')} are left out, because not all have them under the same label`
        : ''
    }.`,
    `The intervals come from a paired bootstrap: ${formatCounted(resamples, 'resample')} of the pictures${
      seeds.length > 0 ? ', and of the seeds where there are several' : ''
    }.`,
    ...(seeds.some(({ runIds }) => runIds.length < 5)
      ? [
          'So few seeds say little about how much results vary from one to the next: the truth may be further off.',
        ]
      : []),
    ...(comparisons.length > 1
      ? [
          `With ${comparisons.length} comparisons at once, one in twenty looks real by chance alone: be strict with the one that looks best.`,
        ]
      : []),
    ...(split === 'val'
      ? ['The best checkpoints were chosen by these pictures, which flatters every run a little.']
      : []),
    ...(split === 'train'
      ? ['The networks were trained on these pictures: this says how much they know by heart.']
      : []),
  ];
}
