import { Table, Text } from '@mantine/core';
import type { Run } from '../../../src-shared/contract/runs.ts';
import { formatMoment, formatSize } from '../../ui/format.ts';
import { Pill } from '../../ui/pill.tsx';

/** The weights that are kept of a run: the newest two and the best. */
export function Checkpoints({ run }: { run: Run }) {
  if (run.checkpoints.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        The first is saved at the end of the first epoch.
      </Text>
    );
  }
  return (
    <Table aria-label="Checkpoints" verticalSpacing="xs" horizontalSpacing={0}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th fw={500}>Step</Table.Th>
          <Table.Th fw={500}>Epoch</Table.Th>
          <Table.Th fw={500}>Size</Table.Th>
          <Table.Th fw={500}>Saved</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {run.checkpoints.map(({ step, epoch, isBest, bytes, savedAtMs }) => (
          <Table.Tr key={step}>
            <Table.Td>
              {step.toLocaleString('en-US')} {isBest && <Pill tone="good">best</Pill>}
            </Table.Td>
            <Table.Td>{epoch}</Table.Td>
            <Table.Td>{formatSize(bytes)}</Table.Td>
            <Table.Td>{formatMoment(savedAtMs)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
