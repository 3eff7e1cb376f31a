import { Table } from '@mantine/core';
import { formatBytes, formatCount } from '../../../../src-shared/nets/format-number.ts';
import type { NetSummary } from '../../../../src-shared/nets/summary.ts';
import { UNKNOWN } from '../../../ui/format.ts';
import { csv } from '../parts/csv.ts';
import classes from './diagram.module.css';

interface LayerTableProps {
  readonly summary: NetSummary;
  /** Milliseconds by layer, where they have been measured. */
  readonly times: ReadonlyMap<string, number>;
  readonly chosen: string;
  readonly onChoose: (layer: string) => void;
}

/** The deck's table (slide "Architecture") with each formula worked out, and what else follows from the shapes. */
export function LayerTable({ summary, times, chosen, onChoose }: LayerTableProps) {
  return (
    <Table.ScrollContainer minWidth={860} type="native">
      <Table aria-label="Layers" className={classes.table} verticalSpacing="xs" horizontalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Layer</Table.Th>
            <Table.Th>Output</Table.Th>
            <Table.Th className={classes.number}>Parameters</Table.Th>
            <Table.Th className={classes.number}>Multiply-adds</Table.Th>
            <Table.Th className={classes.number}>Memory</Table.Th>
            <Table.Th className={classes.number}>Sees</Table.Th>
            <Table.Th className={classes.number}>Time</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {summary.layers.map((row) => {
            const ms = times.get(row.name);
            return (
              <Table.Tr key={row.name} data-chosen={row.name === chosen}>
                <Table.Td>
                  <button type="button" className={classes.name} onClick={() => onChoose(row.name)}>
                    {row.name}
                  </button>
                  <span className={classes.second}>{row.type}</span>
                </Table.Td>
                <Table.Td>
                  {row.output.join(' × ')}
                  <span className={classes.second}>{row.outputFormula}</span>
                </Table.Td>
                <Table.Td className={classes.number}>
                  {formatCount(row.params)}
                  {row.params > 0 && <span className={classes.second}>{row.formula}</span>}
                </Table.Td>
                <Table.Td className={classes.number}>{formatCount(row.multiplyAdds)}</Table.Td>
                <Table.Td className={classes.number}>{formatBytes(row.activationBytes)}</Table.Td>
                <Table.Td className={classes.number}>{row.receptiveField.size.join(' × ')}</Table.Td>
                <Table.Td className={classes.number}>
                  {ms === undefined ? UNKNOWN : formatMilliseconds(ms)}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** `12 ms`, `0.84 ms`, `0.05 ms`. */
export function formatMilliseconds(ms: number): string {
  return `${ms < 9.95 ? ms.toFixed(2) : Math.round(ms)} ms`;
}

/** The table as a file. */
export function layerTableCsv({ layers }: NetSummary, times: ReadonlyMap<string, number>): Blob {
  return csv(
    [
      'layer',
      'type',
      'output',
      'parameters',
      'formula',
      'output formula',
      'multiply-adds',
      'activation bytes',
      'receptive field',
      'jump',
      'milliseconds',
    ],
    layers.map((row) => [
      row.name,
      row.type,
      row.output.join(' x '),
      row.params,
      row.formula,
      row.outputFormula,
      row.multiplyAdds,
      row.activationBytes,
      row.receptiveField.size.join(' x '),
      row.receptiveField.jump.join(' x '),
      times.get(row.name) ?? '',
    ]),
  );
}
