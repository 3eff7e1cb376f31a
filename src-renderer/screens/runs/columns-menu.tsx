import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Popover,
  ScrollArea,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import type { RunView } from '../../../src-shared/contract/run-marks.ts';
import { DEFAULT_VIEW, RUN_COLUMNS, type RunColumn, runColumn } from './run-columns.ts';
import { moveColumn, toggleColumn } from './view-changes.ts';

interface ColumnsMenuProps {
  readonly columns: RunView['columns'];
  readonly onColumns: (columns: RunView['columns']) => void;
}

const GROUPS = [
  ['run', 'Run'],
  ['results', 'Results'],
  ['setting', 'Settings'],
] as const;

/** Which columns are shown, and in which order. */
export function ColumnsMenu({ columns, onColumns }: ColumnsMenuProps) {
  const [text, setText] = useState('');
  const isFound = ({ title, name }: RunColumn) =>
    `${title} ${name}`.toLowerCase().includes(text.toLowerCase());
  const shown = new Set(columns.map(({ field }) => field));
  return (
    <Popover position="bottom-end" width={340} withArrow trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Stack gap="sm">
          <TextInput
            aria-label="Find a column"
            placeholder="Find a column"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            data-autofocus
          />
          <ScrollArea.Autosize mah={380} type="auto" viewportProps={{ tabIndex: 0 }}>
            <Stack gap={6}>
              {text === '' && (
                <Text size="xs" c="dimmed">
                  Shown
                </Text>
              )}
              {text === '' &&
                columns.map(({ field }, place) => {
                  const column = runColumn(field);
                  return (
                    column && (
                      <Group key={field} justify="space-between" wrap="nowrap" gap="xs">
                        <Choice
                          column={column}
                          isShown
                          onToggle={() => onColumns(toggleColumn(columns, field))}
                        />
                        <Group gap={2} wrap="nowrap">
                          <Move
                            column={column}
                            way="left"
                            isEnd={place === 0}
                            onMove={() => onColumns(moveColumn(columns, field, place - 1))}
                          />
                          <Move
                            column={column}
                            way="right"
                            isEnd={place === columns.length - 1}
                            onMove={() => onColumns(moveColumn(columns, field, place + 1))}
                          />
                        </Group>
                      </Group>
                    )
                  );
                })}
              {GROUPS.map(([group, title]) => {
                const found = RUN_COLUMNS.filter(
                  (column) =>
                    column.group === group && isFound(column) && (text !== '' || !shown.has(column.name)),
                );
                return (
                  found.length > 0 && (
                    <Stack key={group} gap={6}>
                      <Text size="xs" c="dimmed" mt={6}>
                        {title}
                      </Text>
                      {found.map((column) => (
                        <Choice
                          key={column.name}
                          column={column}
                          isShown={shown.has(column.name)}
                          onToggle={() => onColumns(toggleColumn(columns, column.name))}
                        />
                      ))}
                    </Stack>
                  )
                );
              })}
            </Stack>
          </ScrollArea.Autosize>
          <Button variant="subtle" size="compact-sm" onClick={() => onColumns(DEFAULT_VIEW.columns)}>
            As at first
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

interface ChoiceProps {
  readonly column: RunColumn;
  readonly isShown: boolean;
  readonly onToggle: () => void;
}

function Choice({ column, isShown, onToggle }: ChoiceProps) {
  return <Checkbox size="xs" label={column.title} checked={isShown} onChange={onToggle} />;
}

interface MoveProps {
  readonly column: RunColumn;
  readonly way: 'left' | 'right';
  readonly isEnd: boolean;
  readonly onMove: () => void;
}

function Move({ column, way, isEnd, onMove }: MoveProps) {
  const Icon = way === 'left' ? IconArrowUp : IconArrowDown;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      disabled={isEnd}
      aria-label={`Move ${column.title} to the ${way}`}
      onClick={onMove}
    >
      <Icon size={14} />
    </ActionIcon>
  );
}
