import { Switch, Table, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import {
  type AlignedLayer,
  alignLayers,
  type LayerFacts,
} from '../../../../src-shared/compare/align-layers.ts';
import { hasRecipe, type Run } from '../../../../src-shared/contract/runs.ts';
import { hasSameLayers } from '../../../../src-shared/nets/custom-net.ts';
import { netSpec } from '../../../../src-shared/nets/nets.ts';
import { UNKNOWN } from '../../../ui/format.ts';
import { Section } from '../../../ui/page.tsx';
import { RunSelect } from '../answers/run-select.tsx';
import type { ComparedRun } from '../compared-run.ts';
import { propertyWords } from './change-words.ts';
import classes from './changes.module.css';

const KIND_WORDS: Readonly<Record<AlignedLayer['kind'], string>> = {
  same: 'same',
  resized: 'other size, from what comes before',
  changed: 'changed',
  added: 'added',
  removed: 'removed',
};

/** Two networks side by side, layer by layer: the first run's and another's. */
export function NetworkSection({ runs: compared }: { runs: readonly ComparedRun[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [isWhole, setWhole] = useState(false);
  const [first, ...others] = compared.map(({ run }) => run).filter(hasRecipe);
  const second =
    others.find(({ id }) => id === chosen) ??
    others.find(({ recipe }) => !hasSameLayers(recipe.net, first?.recipe.net ?? recipe.net)) ??
    others[0];
  const rows = useMemo(() => (first && second ? aligned(first, second) : []), [first, second]);
  if (!first || !second) return null;
  const differing = rows.filter(({ kind }) => kind !== 'same');
  const shown = isWhole ? rows : differing;
  return (
    <Section
      title="Network"
      aside={
        <RunSelect
          label="Network beside the first"
          runs={others}
          value={second}
          onChange={(run) => setChosen(run?.id ?? null)}
        />
      }
    >
      <Text size="sm" c="dimmed" mb="sm">
        {networkSummary(rows, first, second)}
      </Text>
      {differing.length > 0 && (
        <Switch
          size="sm"
          mb="sm"
          label="Show the layers that are the same too"
          checked={isWhole}
          onChange={(event) => setWhole(event.currentTarget.checked)}
        />
      )}
      {shown.length > 0 && <LayerTable rows={shown} first={first} second={second} />}
    </Section>
  );
}

function aligned(first: Run, second: Run): AlignedLayer[] {
  const net = ({ recipe, classes: labels }: Run) => netSpec(recipe.net, labels.length);
  return alignLayers(net(first), net(second));
}

function networkSummary(rows: readonly AlignedLayer[], first: Run, second: Run): string {
  const count = (kind: AlignedLayer['kind']): number => rows.filter((row) => row.kind === kind).length;
  if (count('same') === rows.length) return `“${first.name}” and “${second.name}” train the same network.`;
  const parameters = (of: 'first' | 'second'): string =>
    rows.reduce((sum, row) => sum + (layerOf(row, of)?.params ?? 0), 0).toLocaleString('en-US');
  const changes = (['added', 'removed', 'changed', 'resized'] as const)
    .filter((kind) => count(kind) > 0)
    .map((kind) => `${count(kind)} ${kind}`);
  return `From “${first.name}” to “${second.name}”: ${changes.join(', ')}, ${count('same')} the same; ${parameters('first')} → ${parameters('second')} parameters.`;
}

function layerOf(row: AlignedLayer, of: 'first' | 'second'): LayerFacts | undefined {
  if (of === 'first') return row.kind === 'added' ? undefined : row.first;
  return row.kind === 'removed' ? undefined : row.second;
}

interface LayerTableProps {
  readonly rows: readonly AlignedLayer[];
  readonly first: Run;
  readonly second: Run;
}

function LayerTable({ rows, first, second }: LayerTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table has to be scrolled by keyboard too
    <section className={classes.scroll} tabIndex={0} aria-label="Layers side by side">
      <Table verticalSpacing={4} aria-label="Layers side by side">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Layer</Table.Th>
            <Table.Th scope="col">What changed</Table.Th>
            <Table.Th scope="col">{first.name}</Table.Th>
            <Table.Th scope="col">{second.name}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => {
            const [one, other] = [layerOf(row, 'first'), layerOf(row, 'second')];
            return (
              <Table.Tr key={`${one?.name} ${other?.name}`} className={classes.layer} data-kind={row.kind}>
                <Table.Th scope="row">{(one ?? other)?.type}</Table.Th>
                <Table.Td className={classes.effect}>
                  {row.kind === 'changed' ? row.changes.map(propertyWords).join(', ') : KIND_WORDS[row.kind]}
                </Table.Td>
                <Table.Td>{layerWords(one)}</Table.Td>
                <Table.Td>{layerWords(other)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function layerWords(layer: LayerFacts | undefined): string {
  if (!layer) return UNKNOWN;
  const params = layer.params === 0 ? '' : `, ${layer.params.toLocaleString('en-US')} parameters`;
  return `${layer.name}: ${layer.output.join(' × ')}${params}`;
}
