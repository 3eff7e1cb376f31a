import { Button, Group, Popover, Text } from '@mantine/core';
import { IconArchive, IconChartLine, IconPalette, IconStar, IconTag, IconTrash } from '@tabler/icons-react';
import { Link } from 'wouter';
import { MOST_COMPARED } from '../../../src-shared/compare/most-compared.ts';
import type { Run } from '../../../src-shared/contract/runs.ts';
import { archiveRuns, markRuns } from '../../actions/mark-runs.ts';
import { formatCounted } from '../../ui/format.ts';
import { compareAddress } from '../compare/compare-address.ts';
import { TakeOutMenu } from '../exchange/take-out-menu.tsx';
import { ColourChoice } from './colour-choice.tsx';
import { openMarksDialog } from './marks-dialog.tsx';

interface BulkBarProps {
  readonly runs: readonly Run[];
  readonly onDelete: (runs: readonly Run[]) => void;
  readonly onClear: () => void;
}

/** What can be done with the runs that are chosen. */
export function BulkBar({ runs, onDelete, onClear }: BulkBarProps) {
  const ids = runs.map(({ id }) => id);
  const isStarred = runs.every(({ marks }) => marks.isStarred);
  const isArchived = runs.every(({ marks }) => marks.isArchived);
  return (
    <Group gap={6} mih={30} role="toolbar" aria-label="Chosen runs">
      <Text size="sm" fw={600} role="status">
        {formatCounted(runs.length, 'run')} chosen
      </Text>
      {ids.length <= MOST_COMPARED ? (
        <Button
          component={Link}
          href={compareAddress('charts', ids)}
          size="compact-sm"
          leftSection={<IconChartLine size={14} />}
        >
          Compare
        </Button>
      ) : (
        <Text size="xs" c="dimmed">
          No more than {MOST_COMPARED} can be compared at once
        </Text>
      )}
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconTag size={14} />}
        onClick={() => openMarksDialog('tags', runs)}
      >
        Tags…
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconStar size={14} />}
        onClick={() => void markRuns(ids, { isStarred: !isStarred })}
      >
        {isStarred ? 'Unstar' : 'Star'}
      </Button>
      <Popover withArrow trapFocus>
        <Popover.Target>
          <Button size="compact-sm" variant="default" leftSection={<IconPalette size={14} />}>
            Colour
          </Button>
        </Popover.Target>
        <Popover.Dropdown p={4} aria-label="Colour of the chosen runs">
          <ColourChoice chosen={null} onChoose={(colour) => void markRuns(ids, { colour })} />
        </Popover.Dropdown>
      </Popover>
      <TakeOutMenu runs={runs} size="compact-sm" />
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconArchive size={14} />}
        onClick={async () => {
          if (await archiveRuns(ids, !isArchived)) onClear();
        }}
      >
        {isArchived ? 'Bring back' : 'Archive'}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        c="var(--mantine-color-error)"
        leftSection={<IconTrash size={14} />}
        onClick={() => onDelete(runs)}
      >
        Delete
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onClear}>
        Clear
      </Button>
    </Group>
  );
}
