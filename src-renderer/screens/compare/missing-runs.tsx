import { Alert, Button, Group, Text } from '@mantine/core';
import { useRef } from 'react';
import type { Run } from '../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../src-shared/ids.ts';

interface MissingRunsProps {
  readonly all: readonly Run[];
  readonly ids: readonly RunId[];
  /** Takes the missing ones out of the address. */
  readonly onDrop: () => void;
}

/** Says which of the chosen runs are not there (any more): deleted while they were compared, or an address from elsewhere. */
export function MissingRuns({ all, ids, onDrop }: MissingRunsProps) {
  const names = useRef(new Map<RunId, string>());
  for (const { id, name } of all) names.current.set(id, name);
  const missing = ids.filter((id) => !all.some((run) => run.id === id));
  if (missing.length === 0) return null;
  const words = missing.map((id) => {
    const name = names.current.get(id);
    return name === undefined ? id : `“${name}”`;
  });
  return (
    <Alert color="yellow" role="status" py="xs">
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          {missing.length === 1
            ? `The run ${words.join()} is not in this workspace any more; the others are shown without it.`
            : `${missing.length} runs are not in this workspace any more; the others are shown without them: ${words.join(', ')}.`}
        </Text>
        <Button size="compact-sm" variant="default" onClick={onDrop}>
          Forget {missing.length === 1 ? 'it' : 'them'}
        </Button>
      </Group>
    </Alert>
  );
}
