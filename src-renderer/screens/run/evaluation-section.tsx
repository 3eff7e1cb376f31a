import { Button, Group, Loader, SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Run } from '../../../src-shared/contract/runs.ts';
import { Split } from '../../../src-shared/figures.ts';
import { api } from '../../client/studio.ts';
import { canClassify, isActive } from '../../state/queries.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Section } from '../../ui/page.tsx';
import { SPLIT_TITLES } from '../datasets/gallery.tsx';
import { EvaluationView } from './evaluation-view.tsx';

/** How good the best checkpoint is on a split, and what it takes for what. */
export function EvaluationSection({ run }: { run: Run }) {
  const [split, setSplit] = useState<Split>('test');
  const [views, setViews] = useState<1 | 10>(1);
  const [asked, setAsked] = useState<readonly string[]>([]);

  const question = `${split} ${views}`;
  // The final test figures are kept with the run; everything else costs the engine's time, so it is done on a click.
  const isKept = run.test !== null && split === 'test' && views === 1;
  const isAsked = isKept || asked.includes(question);
  const evaluation = useQuery({
    ...api.runs.evaluate.queryOptions({ input: { runId: run.id, split, views } }),
    enabled: isAsked && canClassify(run) && !isActive(run),
  });

  if (!canClassify(run) || isActive(run)) return null;
  return (
    <Section
      title="Results"
      aside={
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label="Pictures to evaluate on"
            value={split}
            onChange={(value) => setSplit(Split.parse(value))}
            data={(['test', 'val', 'train'] as const).map((value) => ({ value, label: SPLIT_TITLES[value] }))}
          />
          <SegmentedControl
            size="xs"
            aria-label="Views of each picture"
            value={String(views)}
            onChange={(value) => setViews(value === '10' ? 10 : 1)}
            data={[
              { value: '1', label: '1 view' },
              { value: '10', label: '10 views' },
            ]}
          />
        </Group>
      }
    >
      {!isAsked && (
        <Group gap="md">
          <Button variant="default" onClick={() => setAsked([...asked, question])}>
            Evaluate
          </Button>
          <Text size="sm" c="dimmed">
            Classifies the {SPLIT_TITLES[split].toLowerCase()} pictures with the best checkpoint
            {views === 10 ? ', each as its four corners and centre and their mirror images' : ''}.
          </Text>
        </Group>
      )}
      {isAsked && evaluation.isPending && (
        <Group gap="sm" role="status">
          <Loader size="sm" />
          <Text size="sm">The {SPLIT_TITLES[split].toLowerCase()} pictures are being classified.</Text>
        </Group>
      )}
      {evaluation.isError && isAsked && (
        <ErrorCard
          title="That could not be evaluated"
          error={evaluation.error}
          onRetry={() => void evaluation.refetch()}
        />
      )}
      {isAsked && evaluation.data && <EvaluationView run={run} evaluation={evaluation.data} />}
    </Section>
  );
}
