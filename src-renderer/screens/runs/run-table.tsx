import { ActionIcon, Menu, Progress, Table, Text } from '@mantine/core';
import { IconDots, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { hasRecipe, type Run } from '../../../src-shared/contract/runs.ts';
import { notifyFailure } from '../../actions/notify.tsx';
import { removeRun } from '../../actions/remove-run.ts';
import { studio } from '../../client/studio.ts';
import { isActive } from '../../state/queries.ts';
import { formatDuration, formatMoment, formatPercent, UNKNOWN } from '../../ui/format.ts';
import { NameInput } from '../../ui/name-input.tsx';
import { doneShare } from '../../ui/running-run.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { netInWords } from '../train/recipe-fields.ts';
import classes from './run-table.module.css';
import { bestAccuracy, RUN_COLUMNS, type RunOrder, sortRuns } from './sort-runs.ts';

/** Runs in a table that can be sorted by every column. */
export function RunTable({ runs }: { runs: readonly Run[] }) {
  const [order, setOrder] = useState<RunOrder>({ column: 'created', isDescending: true });
  return (
    <Table.ScrollContainer minWidth={420} type="native">
      <Table
        aria-label="Runs"
        verticalSpacing="sm"
        horizontalSpacing="sm"
        highlightOnHover
        className={classes.table}
      >
        <Table.Thead>
          <Table.Tr>
            {RUN_COLUMNS.map(({ column, title }) => (
              <Table.Th
                key={column}
                data-column={column}
                aria-sort={order.column !== column ? 'none' : order.isDescending ? 'descending' : 'ascending'}
              >
                <button
                  type="button"
                  className={classes.sort}
                  onClick={() =>
                    setOrder({ column, isDescending: order.column === column ? !order.isDescending : true })
                  }
                >
                  {title}
                  <span aria-hidden>{order.column !== column ? '' : order.isDescending ? ' ↓' : ' ↑'}</span>
                </button>
              </Table.Th>
            ))}
            <Table.Th data-column="actions">
              <span className={classes.hidden}>Actions</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sortRuns(runs, order).map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function RunRow({ run }: { run: Run }) {
  const accuracy = bestAccuracy(run);
  const [isRenaming, setRenaming] = useState(false);
  const rename = (name: string | null) => {
    setRenaming(false);
    if (name !== null) studio.runs.rename({ runId: run.id, name }).catch(notifyFailure);
  };
  return (
    <Table.Tr>
      <Table.Td data-column="name">
        {isRenaming ? (
          <NameInput name={run.name} what="run" size="xs" onDone={rename} />
        ) : (
          <Link href={`/runs/${run.id}`} className={classes.name}>
            {run.name}
          </Link>
        )}
      </Table.Td>
      <Table.Td data-column="status">
        <StatusBadge state={run.state} />
        {isActive(run) && run.state.status !== 'queued' && (
          <Progress
            value={doneShare(run) * 100}
            size="xs"
            mt={6}
            maw={96}
            aria-label={`Progress of ${run.name}`}
          />
        )}
      </Table.Td>
      <Table.Td data-column="accuracy">
        {accuracy === null ? (
          <Text span c="dimmed">
            {UNKNOWN}
          </Text>
        ) : (
          <span className={classes.accuracy}>
            <span>{formatPercent(accuracy)}</span>
            <span className={classes.bar} aria-hidden>
              <i style={{ width: `${accuracy * 100}%` }} />
            </span>
          </span>
        )}
      </Table.Td>
      <Table.Td data-column="duration">
        {run.durationMs > 0 ? formatDuration(run.durationMs) : UNKNOWN}
      </Table.Td>
      <Table.Td data-column="dataset">{run.dataset.name}</Table.Td>
      <Table.Td data-column="net">{hasRecipe(run) ? netInWords(run.recipe) : UNKNOWN}</Table.Td>
      <Table.Td data-column="precision">{run.precision ?? UNKNOWN}</Table.Td>
      <Table.Td data-column="created">{formatMoment(run.createdAtMs)}</Table.Td>
      <Table.Td data-column="actions">
        {/* The focus goes to the name's field instead. */}
        <Menu position="bottom-end" returnFocus={!isRenaming}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${run.name}`}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item component={Link} href={`/runs/${run.id}`}>
              Open
            </Menu.Item>
            <Menu.Item component={Link} href={`/train/again/${run.id}`}>
              Train again
            </Menu.Item>
            <Menu.Item onClick={() => setRenaming(true)}>Rename</Menu.Item>
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => void removeRun(run)}>
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  );
}
