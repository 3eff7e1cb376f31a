import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconDots,
  IconFileExport,
  IconMicroscope,
  IconPhotoSearch,
  IconPlayerPlay,
  IconPlayerStop,
  IconRepeat,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { hasRecipe, type Run } from '../../../src-shared/contract/runs.ts';
import { notifyFailure } from '../../actions/notify.tsx';
import { removeRun } from '../../actions/remove-run.ts';
import { studio } from '../../client/studio.ts';
import { canClassify, isActive } from '../../state/queries.ts';
import { navigate } from '../../ui/hash-location.ts';
import { TakeOutItems } from '../exchange/take-out-items.tsx';
import { warmWeights } from '../inspect/warm-weights.ts';
import { ExportDialog } from './export-dialog.tsx';
import { canResume } from './run-words.ts';

/** What can be done with a run in the state that it is in. */
export function RunActions({ run }: { run: Run }) {
  const [isBusy, setBusy] = useState(false);
  const [isExporting, setExporting] = useState(false);
  const act = async (action: () => Promise<void>) => {
    setBusy(true);
    await action().catch(notifyFailure);
    setBusy(false);
  };
  const runId = run.id;
  return (
    <>
      {isActive(run) && (
        <Button
          color="red"
          variant="light"
          leftSection={<IconPlayerStop size={16} />}
          loading={isBusy || run.state.status === 'stopping'}
          onClick={() => void act(() => studio.runs.stop({ runId }))}
        >
          Stop
        </Button>
      )}
      {canResume(run) && (
        <Button
          leftSection={<IconPlayerPlay size={16} />}
          loading={isBusy}
          onClick={() => void act(() => studio.runs.resume({ runId }))}
        >
          Resume
        </Button>
      )}
      {canClassify(run) && !isActive(run) && (
        <Button
          component={Link}
          href={`/classify/with/${runId}`}
          variant={run.state.status === 'completed' ? 'filled' : 'default'}
          leftSection={<IconPhotoSearch size={16} />}
        >
          Classify pictures
        </Button>
      )}
      {hasRecipe(run) && (
        <Button
          component={Link}
          href={`/runs/${runId}/inspect/network`}
          variant="default"
          leftSection={<IconMicroscope size={16} />}
          onPointerEnter={() => canClassify(run) && warmWeights({ runId })}
        >
          Inspect
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="More actions">
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconFileExport size={16} />}
            disabled={!canClassify(run)}
            onClick={() => setExporting(true)}
          >
            Export…
          </Menu.Item>
          {hasRecipe(run) && (
            <Menu.Item component={Link} href={`/train/again/${runId}`} leftSection={<IconRepeat size={16} />}>
              Train again
            </Menu.Item>
          )}
          <TakeOutItems runs={[run]} />
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            disabled={isActive(run)}
            onClick={async () => {
              if (await removeRun(run)) navigate('/runs');
            }}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isExporting && <ExportDialog run={run} onClose={() => setExporting(false)} />}
    </>
  );
}
