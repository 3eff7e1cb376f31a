import { Button, CloseButton, Group, Progress, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { ImportJob, ImportState } from '../../../src-shared/contract/datasets.ts';
import type { DatasetId } from '../../../src-shared/ids.ts';
import { notifyFailure } from '../../actions/notify.tsx';
import { studio } from '../../client/studio.ts';
import { isImportOver, useImportJobs } from '../../state/queries.ts';
import { useStore } from '../../state/store.ts';
import { removeUpload, type Upload, uploads } from '../../state/uploads.ts';
import { formatCounted, formatRate, formatSize, formatTimeLeft } from '../../ui/format.ts';
import classes from './import-list.module.css';

/** Imports that go on or have just ended, whichever window began them; `shown` is a data set that the page shows by itself. */
export function ImportList({ shown }: { shown?: DatasetId | undefined }) {
  const sending = useStore(uploads, (list) => list);
  const jobs = (useImportJobs() ?? []).filter(
    ({ state }) => state.phase !== 'done' || state.datasetId !== shown,
  );
  if (sending.length + jobs.length === 0) return null;
  return (
    <ul className={classes.list} aria-label="Imports">
      {sending.map((upload) => (
        <UploadItem key={upload.key} upload={upload} />
      ))}
      {jobs.map((job) => (
        <JobItem key={job.id} job={job} />
      ))}
    </ul>
  );
}

function UploadItem({ upload }: { upload: Upload }) {
  const share = upload.bytes === 0 ? 0 : upload.sentBytes / upload.bytes;
  return (
    <Item
      name={upload.name}
      words={
        upload.failure ??
        `Copying ${upload.sentFiles.toLocaleString('en-US')} of ${formatCounted(upload.files, 'file')}, ${formatSize(upload.sentBytes)} of ${formatSize(upload.bytes)}`
      }
      isFailure={upload.failure !== null}
      share={upload.failure === null ? share : null}
      action={
        upload.failure === null ? (
          <Button size="xs" variant="default" onClick={upload.cancel}>
            Cancel
          </Button>
        ) : (
          <CloseButton aria-label={`Dismiss ${upload.name}`} onClick={() => removeUpload(upload.key)} />
        )
      }
    />
  );
}

function JobItem({ job }: { job: ImportJob }) {
  const { id: importId, name, state } = job;
  const dismiss = () => void studio.datasets.dismissImport({ importId }).catch(notifyFailure);
  return (
    <Item
      name={name}
      words={importWords(state)}
      isFailure={state.phase === 'failed'}
      share={importShare(state)}
      action={
        isImportOver(job) ? (
          <Group gap="xs" wrap="nowrap">
            {state.phase === 'done' && (
              <Button size="xs" component={Link} href={`/datasets/${state.datasetId}`} onClick={dismiss}>
                Open
              </Button>
            )}
            <CloseButton aria-label={`Dismiss ${name}`} onClick={dismiss} />
          </Group>
        ) : (
          <Button
            size="xs"
            variant="default"
            onClick={() => void studio.datasets.cancelImport({ importId }).catch(notifyFailure)}
          >
            Cancel
          </Button>
        )
      }
    />
  );
}

interface ItemProps {
  readonly name: string;
  readonly words: string;
  readonly isFailure: boolean;
  /** 0..1; null where there is no progress to show. */
  readonly share: number | null;
  readonly action: React.ReactNode;
}

function Item({ name, words, isFailure, share, action }: ItemProps) {
  return (
    <li className={`card ${classes.item}`}>
      <div className={classes.body}>
        <Text fw={600} c="var(--text-strong)" truncate>
          {name}
        </Text>
        <Text
          size="sm"
          c={isFailure ? 'var(--mantine-color-error)' : 'dimmed'}
          role={isFailure ? 'alert' : 'status'}
        >
          {words}
        </Text>
        {share !== null && <Progress value={share * 100} mt="xs" aria-label={`Import of ${name}`} />}
      </div>
      {action}
    </li>
  );
}

/** Where an import is, in words. */
export function importWords(state: ImportState): string {
  switch (state.phase) {
    case 'drawing':
      return `Drawing ${state.done.toLocaleString('en-US')} of ${formatCounted(state.total, 'picture')}`;
    case 'scanning':
      return `Looking through the folder, ${formatCounted(state.found, 'file')} so far`;
    case 'decoding': {
      const parts = [
        `${state.done.toLocaleString('en-US')} of ${formatCounted(state.total, 'picture')}`,
        `${formatRate(state.imagesPerSecond)} a second`,
      ];
      if (state.secondsLeft !== null) parts.push(`${formatTimeLeft(state.secondsLeft)} left`);
      if (state.reused > 0) parts.push(`${state.reused.toLocaleString('en-US')} known already`);
      if (state.rejected > 0) parts.push(`${state.rejected.toLocaleString('en-US')} rejected`);
      return parts.join(' · ');
    }
    case 'done':
      return 'Ready';
    case 'cancelled':
      return 'Cancelled; nothing was kept';
    case 'failed':
      return state.message;
  }
}

/** How far an import is, 0..1; null where that is not known or it is over. */
export function importShare(state: ImportState): number | null {
  if (state.phase !== 'drawing' && state.phase !== 'decoding') return null;
  return state.total === 0 ? 0 : state.done / state.total;
}
