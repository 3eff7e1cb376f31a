import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { startWords } from '../../../../src-shared/compare/setting-differences.ts';
import type { RunFacts } from '../../../../src-shared/contract/compare.ts';
import type { Run } from '../../../../src-shared/contract/runs.ts';
import { api } from '../../../client/studio.ts';
import { ErrorCard } from '../../../ui/error-card.tsx';
import { formatSize, UNKNOWN } from '../../../ui/format.ts';
import { Section } from '../../../ui/page.tsx';
import type { ComparedRun } from '../compared-run.ts';
import { FactsTable } from './run-heads.tsx';

interface Fact {
  readonly title: string;
  readonly of: (run: Run, facts: RunFacts | undefined) => string | null | undefined;
}

const DATA: readonly Fact[] = [
  { title: 'Data set', of: ({ dataset }) => `${dataset.name}, version ${dataset.version}` },
  { title: 'Classes', of: ({ classes }) => String(classes.length) },
  { title: 'Training pictures', of: (_, facts) => facts?.data?.images.train.toLocaleString('en-US') },
  { title: 'Validation pictures', of: (_, facts) => facts?.data?.images.val.toLocaleString('en-US') },
  { title: 'Test pictures', of: (_, facts) => facts?.data?.images.test.toLocaleString('en-US') },
  {
    title: 'Fingerprint',
    of: (_, facts) => facts && (facts.data ? facts.data.fingerprint.slice(0, 12) : 'deleted'),
  },
  { title: 'Started from', of: ({ startedFrom }) => startWords(startedFrom) },
];

const MACHINE: readonly Fact[] = [
  { title: 'Program', of: (_, facts) => facts?.environment?.program },
  { title: 'TensorFlow', of: (_, facts) => facts?.environment?.tensorflow },
  { title: 'Device', of: (_, facts) => facts?.environment?.device },
  { title: 'Precision', of: ({ precision }) => precision },
  { title: 'Processor', of: (_, facts) => facts?.environment?.machine.processor },
  { title: 'Cores', of: (_, facts) => facts?.environment?.machine.cores.toString() },
  {
    title: 'Memory',
    of: (_, facts) => facts?.environment && formatSize(facts.environment.machine.memory),
  },
  { title: 'System', of: (_, facts) => facts?.environment?.machine.system },
];

/** The data that the runs learned from, and what they were trained with. */
export function FactsSection({ runs }: { runs: readonly ComparedRun[] }) {
  const runIds = runs.map(({ run }) => run.id);
  const facts = useQuery(api.compare.facts.queryOptions({ input: { runIds } }));
  if (facts.isError) {
    return (
      <ErrorCard
        title="Data and versions cannot be shown"
        error={facts.error}
        onRetry={() => void facts.refetch()}
      />
    );
  }
  if (!facts.data) return <Skeleton height={280} radius="lg" />;
  const rows = (wanted: readonly Fact[]) =>
    wanted.map(({ title, of }) => ({
      title,
      values: runs.map(
        ({ run }) =>
          of(
            run,
            facts.data.find(({ runId }) => runId === run.id),
          ) ?? UNKNOWN,
      ),
    }));
  return (
    <>
      <Section title="Data">
        <FactsTable label="Data" runs={runs} rows={rows(DATA)} />
      </Section>
      <Section title="Program and machine">
        {facts.data.some(({ environment }) => environment !== null) ? (
          <FactsTable label="Program and machine" runs={runs} rows={rows(MACHINE)} />
        ) : (
          <Text size="sm" c="dimmed">
            None of these runs was begun by a version that recorded this.
          </Text>
        )}
      </Section>
    </>
  );
}
