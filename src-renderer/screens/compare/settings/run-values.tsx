import { Anchor, Table } from '@mantine/core';
import { Link } from 'wouter';
import type { RunId } from '../../../../src-shared/ids.ts';
import type { RunField, RunRecord } from '../../../../src-shared/runs-query/run-field.ts';
import { csv } from '../../inspect/parts/csv.ts';
import { valueInWords } from '../../runs/run-columns.ts';
import { titleOf } from './run-axis.ts';
import classes from './settings.module.css';

interface RunValuesProps {
  readonly records: readonly RunRecord[];
  /** The last one is the result, by which the runs are sorted. */
  readonly fields: readonly RunField[];
  readonly onPoint: (run: RunId | null) => void;
}

/** The runs that were let through, with the values on the axes, the highest result first. */
export function RunValues({ records, fields, onPoint }: RunValuesProps) {
  const result = fields.at(-1);
  const number = (record: RunRecord): number => {
    const value = result?.value(record);
    return typeof value === 'number' ? value : Number.NEGATIVE_INFINITY;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long table has to be scrolled by keyboard too
    <section className={classes.scroll} tabIndex={0} aria-label="Runs let through">
      <Table verticalSpacing={4} stickyHeader aria-label="Runs let through">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Run</Table.Th>
            {fields.map((field) => (
              <Table.Th key={field.name} scope="col">
                {titleOf(field)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {records
            .toSorted((a, b) => number(b) - number(a))
            .map((record) => (
              <Table.Tr
                key={record.run.id}
                onPointerEnter={() => onPoint(record.run.id)}
                onPointerLeave={() => onPoint(null)}
              >
                <Table.Th scope="row">
                  <Anchor component={Link} href={`/runs/${record.run.id}`} size="sm">
                    {record.run.name}
                  </Anchor>
                </Table.Th>
                {fields.map((field) => (
                  <Table.Td key={field.name}>{valueInWords(field, field.value(record))}</Table.Td>
                ))}
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

/** The values of runs as they are, a line a run. */
export function valuesCsv(records: readonly RunRecord[], fields: readonly RunField[]): Blob {
  return csv(
    ['run', ...fields.map(({ name }) => name)],
    records.map((record) => [
      record.run.name,
      ...fields.map((field) => {
        const value = field.value(record);
        return typeof value === 'number' ? value : value === null ? '' : String(value);
      }),
    ]),
  );
}
