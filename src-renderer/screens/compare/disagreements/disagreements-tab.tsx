import { Group, SegmentedControl, Select, Skeleton, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Split } from '../../../../src-shared/figures.ts';
import { formatCounted } from '../../../ui/format.ts';
import { Section } from '../../../ui/page.tsx';
import { WorkStatus } from '../../inspect/parts/work-status.tsx';
import { RunSelect } from '../answers/run-select.tsx';
import { firstSplit, SplitChoice } from '../answers/split-choice.tsx';
import { useAnswers } from '../answers/use-answers.ts';
import type { ComparedRun } from '../compared-run.ts';
import { DisagreementGallery } from './disagreement-gallery.tsx';
import { type DisagreementKind, type Disagreements, disagreementsOf, KINDS } from './disagreements.ts';

const KIND_TITLES: Readonly<Record<DisagreementKind, string>> = {
  first: 'Only the first right',
  second: 'Only the second right',
  neither: 'Both wrong',
};

/** The pictures that two of the runs answer differently. */
export function DisagreementsTab({ runs: compared }: { runs: readonly ComparedRun[] }) {
  const [ids, setIds] = useState<readonly [string | null, string | null]>([null, null]);
  const [chosenSplit, setSplit] = useState<Split | null>(null);
  const runs = compared.map(({ run }) => run);
  const first = compared.find(({ run }) => run.id === ids[0]) ?? compared[0];
  const second =
    compared.find(({ run }) => run.id === ids[1] && run.id !== first?.run.id) ??
    compared.find(({ run }) => run.id !== first?.run.id);
  const split = chosenSplit ?? firstSplit(runs);
  const one = useAnswers(first?.run, split);
  const other = useAnswers(second?.run, split);
  const found = useMemo(
    () =>
      first && second && one.answers && other.answers
        ? disagreementsOf(
            { classes: first.run.classes, answers: one.answers },
            { classes: second.run.classes, answers: other.answers },
          )
        : undefined,
    [first, second, one.answers, other.answers],
  );
  if (!first || !second) return null;
  return (
    <Section title="Disagreements" aside={<SplitChoice value={split} onChange={setSplit} />}>
      <Group gap="sm" mb="md">
        <RunSelect
          label="First run"
          runs={runs}
          value={first.run}
          onChange={(run) => setIds([run?.id ?? null, ids[1]])}
        />
        <Text size="sm" c="dimmed">
          against
        </Text>
        <RunSelect
          label="Second run"
          runs={runs.filter(({ id }) => id !== first.run.id)}
          value={second.run}
          onChange={(run) => setIds([ids[0], run?.id ?? null])}
        />
      </Group>
      {[one, other].map(({ work }, place) => (
        <WorkStatus
          key={place === 0 ? 'first' : 'second'}
          work={work}
          doing={`“${(place === 0 ? first : second).run.name}” classifies the pictures.`}
          failed={`The answers of “${(place === 0 ? first : second).run.name}” cannot be shown`}
        />
      ))}
      {!found && (one.work.isWorking || other.work.isWorking) && <Skeleton height={320} />}
      {found && one.answers && (
        <Filtered found={found}>
          {(pictures) =>
            one.answers && (
              <DisagreementGallery
                pair={[first, second]}
                split={split}
                answers={one.answers}
                pictures={pictures}
              />
            )
          }
        </Filtered>
      )}
    </Section>
  );
}

interface FilteredProps {
  readonly found: Disagreements;
  readonly children: (pictures: Disagreements['pictures']) => React.ReactNode;
}

/** The disagreements by kind and class. */
function Filtered({ found: { common, pictures }, children }: FilteredProps) {
  const [kind, setKind] = useState<DisagreementKind | 'all'>('all');
  const [label, setLabel] = useState<string | null>(null);
  const ofClass = pictures.filter((one) => label === null || one.label === label);
  if (pictures.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {common === 0
          ? 'These runs have no pictures in common under the same label.'
          : `Both say the same of all ${formatCounted(common, 'picture')} that they have in common.`}
      </Text>
    );
  }
  return (
    <>
      <Group gap="sm">
        <SegmentedControl
          size="xs"
          aria-label="Which disagreements"
          value={kind}
          onChange={(value) => setKind(KINDS.find((one) => one === value) ?? 'all')}
          data={[
            { value: 'all', label: `All (${ofClass.length})` },
            ...KINDS.map((value) => ({
              value,
              label: `${KIND_TITLES[value]} (${ofClass.filter((one) => one.kind === value).length})`,
            })),
          ]}
        />
        <Select
          size="xs"
          w={200}
          aria-label="Class"
          placeholder="All classes"
          searchable
          clearable
          limit={100}
          value={label}
          data={[...new Set(pictures.map((one) => one.label))].sort()}
          onChange={setLabel}
        />
      </Group>
      <Text size="sm" c="dimmed" mt="sm">
        They differ on {pictures.length.toLocaleString('en-US')} of {formatCounted(common, 'picture')}; those
        of which they are surest come first.
      </Text>
      {children(ofClass.filter((one) => kind === 'all' || one.kind === kind))}
    </>
  );
}
