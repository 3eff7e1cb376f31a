import { Alert, Button, Progress, Skeleton, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { Link } from 'wouter';
import { hasRecipe } from '../../../src-shared/contract/runs.ts';
import type { RunId } from '../../../src-shared/ids.ts';
import { studio } from '../../client/studio.ts';
import { type LiveRun, useLiveRun } from '../../state/live-run.ts';
import { isActive } from '../../state/queries.ts';
import { useStore } from '../../state/store.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { InlineName } from '../../ui/inline-name.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { doneShare } from '../../ui/running-run.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { netInWords } from '../train/recipe-fields.ts';
import { Checkpoints } from './checkpoints.tsx';
import { EvaluationSection } from './evaluation-section.tsx';
import { RecipeList } from './recipe-list.tsx';
import { RunActions } from './run-actions.tsx';
import { RunCharts } from './run-charts.tsx';
import { RunFigures } from './run-figures.tsx';
import classes from './run-page.module.css';
import { adviceFor, runSentence } from './run-words.ts';

/** One run: live while it trains, and afterwards everything that is kept of it. */
export function RunPage({ runId }: { runId: RunId }) {
  const live = useLiveRun(runId);
  const failure = useStore(live.failure, (error) => error);
  const isLoaded = useStore(live.view, (view) => view !== null);
  if (failure !== null) return <ErrorCard title="This run cannot be shown" error={failure} />;
  if (!isLoaded) {
    return (
      <Page title="Run">
        <Skeleton height={96} radius="lg" />
        <Skeleton height={360} radius="lg" />
      </Page>
    );
  }
  return <LoadedRun live={live} />;
}

function LoadedRun({ live }: { live: LiveRun }) {
  const run = useStore(live.view, (view) => view?.run);
  const progress = useStore(live.view, (view) => view?.progress ?? null);
  if (!run) return null;
  const { state } = run;
  return (
    <Page
      title={run.name}
      heading={
        <InlineName
          name={run.name}
          what="run"
          onRename={(name) => studio.runs.rename({ runId: run.id, name })}
        />
      }
      subtitle={
        <span>
          {hasRecipe(run) ? (
            <>
              {netInWords(run.recipe)} on{' '}
              <Link href={`/datasets/${run.dataset.id}`} className={classes.link}>
                {run.dataset.name}
              </Link>
              {run.origin === 'bundle' && ', from a bundle'}
            </>
          ) : (
            'Figures that another program wrote'
          )}
        </span>
      }
      actions={<RunActions run={run} />}
    >
      {state.status === 'failed' && (
        <Alert color="red" icon={<IconAlertTriangle />} title="Training failed" role="alert">
          <Text size="sm">{state.message}</Text>
          {adviceFor(state.code) && (
            <Text size="sm" mt={4}>
              {adviceFor(state.code)}
            </Text>
          )}
          <Button component={Link} href={`/train/again/${run.id}`} size="xs" variant="default" mt="sm">
            Train again with other settings
          </Button>
        </Alert>
      )}
      {run.notes.length > 0 && (
        <Alert color="yellow" icon={<IconInfoCircle />} title="What happened to this run">
          {run.notes.map((note, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: notes are only ever added at the end.
            <Text key={index} size="sm">
              {note}
            </Text>
          ))}
        </Alert>
      )}
      <section className={`card ${classes.status}`} aria-label="Progress">
        <div className={classes.state}>
          <StatusBadge state={state} />
          <Text size="md" role="status">
            {state.status === 'failed' ? 'It ended before its last epoch.' : runSentence(run, progress)}
          </Text>
        </div>
        {isActive(run) && (
          <Progress
            value={doneShare({ ...run, steps: progress?.step ?? run.steps }) * 100}
            aria-label="Steps done"
          />
        )}
        <RunFigures live={live} />
      </section>
      <RunCharts live={live} />
      {hasRecipe(run) && (
        <>
          <EvaluationSection run={run} />
          <div className={classes.pair}>
            <Section title="Checkpoints">
              <Checkpoints run={run} />
            </Section>
            <Section title="Settings">
              <RecipeList recipe={run.recipe} />
            </Section>
          </div>
        </>
      )}
    </Page>
  );
}
