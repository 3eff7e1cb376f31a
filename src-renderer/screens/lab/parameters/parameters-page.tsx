import { Group, NumberInput, Select, Switch, Table, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type AnyNet, netWord } from '../../../../src-shared/nets/custom-net.ts';
import { formatBytes, formatCount } from '../../../../src-shared/nets/format-number.ts';
import { NetName } from '../../../../src-shared/nets/net-spec.ts';
import { NETS, netSpec } from '../../../../src-shared/nets/nets.ts';
import { type NetSummary, type SummaryRow, summarise } from '../../../../src-shared/nets/summary.ts';
import { useNets } from '../../../state/queries.ts';
import { FigureStrip } from '../../../ui/figure.tsx';
import { formatPercent } from '../../../ui/format.ts';
import { Section } from '../../../ui/page.tsx';
import { LabPage, Slide } from '../lab-page.tsx';
import classes from './parameters.module.css';
import { ShareBar } from './share-bar.tsx';

const DECK_CLASSES = 1000;
const FLOAT32_BYTES = 4;

/** The deck's explanation of the parameters, worked out for whichever network is chosen: a built-in one or one that was saved. */
export function ParametersPage() {
  const saved = useNets().data?.map((one) => one.net) ?? [];
  const [net, setNet] = useState<AnyNet>('alexnet');
  const [outputs, setOutputs] = useState(DECK_CLASSES);
  const [hasAll, setAll] = useState(false);
  const summary = useMemo(() => summarise(netSpec(net, outputs)), [net, outputs]);
  const { totals } = summary;
  const rows = hasAll ? summary.layers : summary.layers.filter(({ params }) => params > 0);
  const largest = summary.layers.reduce((most, { params }) => Math.max(most, params), 1);
  return (
    <LabPage page="parameters">
      <Section title="Where the parameters are" aside={<Slide title="Explanation for parameters" />}>
        <Group gap="md" mb="lg" align="flex-end">
          <Select
            label="Network"
            w={340}
            maw="100%"
            allowDeselect={false}
            searchable
            value={netWord(net)}
            data={[
              {
                group: 'Built in',
                items: NetName.options.map((name) => ({ value: name, label: NETS[name].title })),
              },
              { group: 'Saved', items: saved.map(({ name }) => name) },
            ]}
            onChange={(name) =>
              setNet(saved.find((one) => one.name === name) ?? NetName.catch('alexnet').parse(name))
            }
          />
          <NumberInput
            label="Classes"
            w={120}
            min={2}
            max={100_000}
            allowDecimal={false}
            clampBehavior="strict"
            value={outputs}
            onChange={(value) => typeof value === 'number' && value >= 2 && setOutputs(value)}
          />
        </Group>
        <FigureStrip
          label="Totals"
          figures={[
            { label: 'Parameters', value: formatCount(totals.params) },
            ...(totals.nonTrainable > 0 ? [{ label: 'Trained', value: formatCount(totals.trainable) }] : []),
            { label: 'In float32', value: formatBytes(totals.params * FLOAT32_BYTES) },
            { label: 'Multiply-adds a picture', value: formatCount(totals.multiplyAdds) },
            { label: 'Layers', value: summary.layers.length },
          ]}
        />
        <ShareBar layers={summary.layers} total={totals.params} />
      </Section>
      <Section
        title="Layer by layer"
        aside={
          <Group gap="md">
            <Slide title="Fully connected(Dense) layers" />
            <Switch
              size="sm"
              label="Layers without parameters too"
              checked={hasAll}
              onChange={(event) => setAll(event.currentTarget.checked)}
            />
          </Group>
        }
      >
        <Table.ScrollContainer minWidth={560} type="native">
          <Table aria-label="Parameters by layer" className={classes.table} verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Layer</Table.Th>
                <Table.Th>Output</Table.Th>
                <Table.Th>Worked out</Table.Th>
                <Table.Th>Share</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <LayerRow key={row.name} row={row} largest={largest} total={totals.params} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        <Text className={classes.sum} mt="md" size="sm">
          {sumText(summary)}
        </Text>
      </Section>
    </LabPage>
  );
}

function LayerRow({ row, largest, total }: { row: SummaryRow; largest: number; total: number }) {
  const { name, type, output, formula, outputFormula, params } = row;
  return (
    <Table.Tr>
      <Table.Td>
        <span className={classes.name}>{name}</span>
        <span className={classes.type}>{type}</span>
      </Table.Td>
      <Table.Td>{output.join(' × ')}</Table.Td>
      <Table.Td>
        {formula}
        {params > 0 && outputFormula !== formula && <span className={classes.type}>{outputFormula}</span>}
      </Table.Td>
      <Table.Td>
        <span className={classes.share}>
          <span className={classes.track} aria-hidden>
            <i style={{ width: `${(params / largest) * 100}%` }} />
          </span>
          {formatPercent(params / Math.max(1, total))}
        </span>
      </Table.Td>
    </Table.Tr>
  );
}

/** The deck's last line, `34,944 + … = 62,378,344`, as far as a line can hold it. */
function sumText({ layers, totals }: NetSummary): string {
  const counts = layers.filter(({ params }) => params > 0).map(({ params }) => formatCount(params));
  const shown = counts.length > 12 ? [...counts.slice(0, 6), '…', ...counts.slice(-3)] : counts;
  return `Total: ${shown.join(' + ')} = ${formatCount(totals.params)}`;
}
