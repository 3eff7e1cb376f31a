import { Table, Text } from '@mantine/core';
import { useMemo } from 'react';
import { Link } from 'wouter';
import type { Run } from '../../../../src-shared/contract/runs.ts';
import { EVOLUTION, type EvolutionRow } from '../../../../src-shared/lab/evolution.ts';
import { netWord } from '../../../../src-shared/nets/custom-net.ts';
import { formatCount } from '../../../../src-shared/nets/format-number.ts';
import { NetName } from '../../../../src-shared/nets/net-spec.ts';
import { NETS, netSpec } from '../../../../src-shared/nets/nets.ts';
import { type NetSummary, summarise } from '../../../../src-shared/nets/summary.ts';
import { useRuns } from '../../../state/queries.ts';
import { formatPercent, UNKNOWN } from '../../../ui/format.ts';
import { Section } from '../../../ui/page.tsx';
import { LabPage, Slide } from '../lab-page.tsx';
import { bestRunOf } from './best-run.ts';
import classes from './evolution.module.css';
import { NetStrip } from './net-strip.tsx';

const IMAGENET_CLASSES = 1000;
const HIGHEST_ERROR = Math.max(...EVOLUTION.map(({ percent }) => percent));

/** The deck's table from LeNet-5 to transformers, with the networks as the program builds them and what the user's own runs reached. */
export function EvolutionPage() {
  const runs = useRuns().data ?? [];
  return (
    <LabPage page="evolution">
      <Section title="Ten years and more" aside={<Slide title="Evolution on CNN Architectures" />}>
        <Table.ScrollContainer minWidth={700} type="native">
          <Table aria-label="Evolution" className={classes.table} verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Year</Table.Th>
                <Table.Th>Model</Table.Th>
                <Table.Th>Error on the slide</Table.Th>
                <Table.Th>Parameters</Table.Th>
                <Table.Th>Your runs</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {EVOLUTION.map((row) => (
                <ModelRow key={row.model} row={row} runs={runs} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        <Text size="sm" c="dimmed" mt="md">
          The slide gives top-5 errors of ImageNet; below each stands what the network's own paper reports.
          Parameters and multiply-adds are of one picture and 1,000 classes. Your runs are shown by their best
          top-1 error on validation pictures, whatever their data set.
        </Text>
      </Section>
    </LabPage>
  );
}

function ModelRow({ row, runs }: { row: EvolutionRow; runs: readonly Run[] }) {
  const { year, model, deckError, percent, published, source, net, variants } = row;
  const name = NetName.safeParse(net).data;
  const summary = useMemo(() => (name ? summarise(netSpec(name, IMAGENET_CLASSES)) : null), [name]);
  const best = bestRunOf(runs, [net, ...variants]);
  return (
    <Table.Tr>
      <Table.Td>{year}</Table.Td>
      <Table.Td>
        <span className={classes.model}>{model}</span>
        {summary && <NetStrip summary={summary} />}
      </Table.Td>
      <Table.Td>
        <span className={classes.error}>
          <span className={classes.track} aria-hidden>
            <i style={{ width: `${(percent / HIGHEST_ERROR) * 100}%` }} />
          </span>
          {deckError}
        </span>
        <span className={classes.note}>
          {published} <cite>({source})</cite>
        </span>
      </Table.Td>
      <Table.Td>{summary && name ? <Size title={NETS[name].title} summary={summary} /> : UNKNOWN}</Table.Td>
      <Table.Td>
        {best ? (
          <>
            <Link href={`/runs/${best.run.id}`} className={classes.run}>
              {formatPercent(1 - best.top1)}
            </Link>
            <span className={classes.note}>
              {netWord(best.run.recipe.net)} on {best.run.dataset.name}
            </span>
          </>
        ) : (
          UNKNOWN
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Size({ title, summary: { input, totals } }: { title: string; summary: NetSummary }) {
  return (
    <>
      {formatCount(totals.trainable)}
      <span className={classes.note}>
        {title}, {input[0]} × {input[1]}: {formatCount(Math.round(totals.multiplyAdds / 1e6))} million
        multiply-adds
      </span>
    </>
  );
}
