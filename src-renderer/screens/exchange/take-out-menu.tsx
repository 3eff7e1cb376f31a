import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { Run } from '../../../src-shared/contract/runs.ts';
import { TakeOutItems } from './take-out-items.tsx';

/** A button that opens what can be saved of runs. */
export function TakeOutMenu({ runs, size }: { runs: readonly Run[]; size?: 'compact-sm' | 'sm' }) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size={size ?? 'sm'} variant="default" leftSection={<IconDownload size={14} />}>
          Save…
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <TakeOutItems runs={runs} />
      </Menu.Dropdown>
    </Menu>
  );
}
