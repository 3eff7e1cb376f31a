import { Button, Progress, Text } from '@mantine/core';
import { ErrorCard } from '../../../ui/error-card.tsx';
import { formatTimeLeft } from '../../../ui/format.ts';
import classes from './parts.module.css';
import type { WorkState } from './use-work.ts';

interface WorkStatusProps {
  readonly work: WorkState<unknown>;
  /** What is being done, as a sentence. */
  readonly doing: string;
  /** Title of what is said where it failed. */
  readonly failed: string;
}

/** How far long work is, with a button that ends it, or why it failed. */
export function WorkStatus({ work, doing, failed }: WorkStatusProps) {
  if (work.error) return <ErrorCard title={failed} error={work.error} onRetry={work.start} />;
  if (!work.isWorking) return null;
  return (
    <div className={classes.work} role="status">
      <Text size="sm">{doing}</Text>
      <Progress
        className={classes.workBar}
        value={(work.share ?? 0) * 100}
        animated={work.share === null}
        aria-label={doing}
      />
      {work.secondsLeft !== null && (
        <Text size="sm" c="dimmed" aria-hidden>
          {formatTimeLeft(work.secondsLeft)} left
        </Text>
      )}
      <Button size="xs" variant="default" onClick={work.cancel}>
        Cancel
      </Button>
    </div>
  );
}
