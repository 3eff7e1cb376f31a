import { Table } from '@mantine/core';
import type { ComparedRun } from '../compared-run.ts';
import classes from './changes.module.css';

/** The runs as heads of columns. */
export function RunHeads({ runs }: { runs: readonly ComparedRun[] }) {
  return runs.map(({ run, colour }) => (
    <Table.Th key={run.id} scope="col">
      <span className={classes.run}>
        <span className={classes.dot} style={{ background: colour }} />
        {run.name}
      </span>
    </Table.Th>
  ));
}

interface FactsTableProps {
  readonly label: string;
  readonly runs: readonly ComparedRun[];
  /** A fact a row, its values in the order of the runs. */
  readonly rows: readonly { readonly title: string; readonly values: readonly string[] }[];
}

/** Facts of runs side by side; those that differ stand out. */
export function FactsTable({ label, runs, rows }: FactsTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table has to be scrolled by keyboard too
    <section className={classes.scroll} tabIndex={0} aria-label={`${label}, run by run`}>
      <Table verticalSpacing={6} aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Fact</Table.Th>
            <RunHeads runs={runs} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ title, values }) => (
            <Table.Tr key={title}>
              <Table.Th scope="row">{title}</Table.Th>
              {runs.map(({ run }, place) => (
                <Table.Td key={run.id} className={new Set(values).size > 1 ? classes.differs : undefined}>
                  {values[place]}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
