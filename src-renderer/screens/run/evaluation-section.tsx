import { Button, Group, Loader, Progress, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Run } from '../../../src-shared/contract/runs.ts';
import { type Evaluation, Split } from '../../../src-shared/figures.ts';
import { ConfusionMatrix } from '../../charts/confusion-matrix.tsx';
import { commonestConfusions } from '../../charts/confusions.ts';
import { api } from '../../client/studio.ts';
import { canClassify, isActive } from '../../state/queries.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { FigureStrip } from '../../ui/figure.tsx';
import { formatCounted, formatLoss, formatPercent } from '../../ui/format.ts';
import { Section } from '../../ui/page.tsx';
import { SPLIT_TITLES } from '../datasets/gallery.tsx';
import classes from './run-page.module.css';

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
      {isAsked && evaluation.data && <EvaluationView evaluation={evaluation.data} />}
    </Section>
  );
}

function EvaluationView({ evaluation }: { evaluation: Evaluation }) {
  const { loss, top1, top5, images, confusion, perClass } = evaluation;
  const labels = perClass.map(({ label }) => label);
  const mistakes = commonestConfusions(confusion, 6);
  return (
    <>
      <FigureStrip
        label="Results"
        figures={[
          { label: 'Accuracy', value: formatPercent(top1) },
          { label: 'Among the first five', value: formatPercent(top5) },
          { label: 'Loss', value: formatLoss(loss) },
          { label: 'Pictures', value: images.toLocaleString('en-US') },
        ]}
      />
      <div className={classes.evaluation}>
        <ConfusionMatrix labels={labels} matrix={confusion} />
        <Stack gap="lg">
          <div>
            <Text fw={600} mb="xs">
              Commonest mistakes
            </Text>
            {mistakes.length === 0 ? (
              <Text size="sm" c="dimmed">
                Every picture was recognised.
              </Text>
            ) : (
              <Table aria-label="Commonest mistakes" verticalSpacing={6} horizontalSpacing={0}>
                <Table.Tbody>
                  {mistakes.map(({ actual, predicted, count }) => (
                    <Table.Tr key={`${actual} ${predicted}`}>
                      <Table.Td>
                        {labels[actual]}{' '}
                        <Text span size="sm" c="dimmed">
                          taken for
                        </Text>{' '}
                        {labels[predicted]}
                      </Table.Td>
                      <Table.Td ta="end">{count}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            )}
          </div>
          <div>
            <Text fw={600} mb="xs">
              Accuracy by class
            </Text>
            <Table aria-label="Accuracy by class" verticalSpacing={6} horizontalSpacing={0}>
              <Table.Tbody>
                {[...perClass]
                  .sort((a, b) => a.top1 - b.top1)
                  .slice(0, 24)
                  .map((one) => (
                    <Table.Tr key={one.label}>
                      <Table.Td title={formatCounted(one.images, 'picture')}>{one.label}</Table.Td>
                      <Table.Td w="45%">
                        <Progress value={one.top1 * 100} size="sm" aria-label={`Accuracy of ${one.label}`} />
                      </Table.Td>
                      <Table.Td ta="end" w={72}>
                        {formatPercent(one.top1)}
                      </Table.Td>
                    </Table.Tr>
                  ))}
              </Table.Tbody>
            </Table>
          </div>
        </Stack>
      </div>
    </>
  );
}
