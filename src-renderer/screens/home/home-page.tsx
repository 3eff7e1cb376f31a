import { Button, Skeleton, Text, Title } from '@mantine/core';
import { IconBolt, IconFolderPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { importSample } from '../../actions/import-dataset.ts';
import type { Picked } from '../../actions/picked-files.ts';
import { isImportOver, useDatasets, useImportJobs, useRuns } from '../../state/queries.ts';
import { DropZone } from '../../ui/drop-zone.tsx';
import { EngineCard } from '../../ui/engine-card.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Page } from '../../ui/page.tsx';
import { DatasetCard } from '../datasets/dataset-card.tsx';
import { ImportDialog } from '../datasets/import-dialog.tsx';
import { ImportList } from '../datasets/import-list.tsx';
import { RunTable } from '../runs/run-table.tsx';
import classes from './home-page.module.css';
import { HowItWorks } from './how-it-works.tsx';
import { SampleCard } from './sample-card.tsx';
import { useFirstStart } from './use-first-start.ts';

const RECENT = 5;
const MOST_OWN = 3;

/** Where everything begins: the sample and one button that trains on it; later what is going on and what was done last. */
export function HomePage() {
  const datasets = useDatasets();
  const runs = useRuns();
  const [picked, setPicked] = useState<Picked | null>(null);
  useFirstStart();

  const error = datasets.error ?? runs.error;
  const sample = datasets.data?.find(({ isSample }) => isSample) ?? null;
  // The list is newest first.
  const recent = (runs.data ?? []).filter(({ marks }) => !marks.isArchived).slice(0, RECENT);
  const own = (datasets.data ?? []).filter(({ isSample }) => !isSample).slice(0, MOST_OWN);
  const isFirst = runs.data?.length === 0;
  const isIdle = useImportJobs()?.every(isImportOver) ?? false;
  return (
    <Page
      title="Home"
      heading={<Title order={1}>{isFirst ? 'Teach a network to tell pictures apart' : 'Home'}</Title>}
      subtitle={
        isFirst
          ? 'On this machine, with your own pictures or with the sample below. Nothing leaves it.'
          : undefined
      }
      actions={
        recent.length > 0 && (
          <Button component={Link} href="/train" leftSection={<IconBolt size={16} />}>
            Train
          </Button>
        )
      }
    >
      <EngineCard />
      {error && (
        <ErrorCard
          title="The workspace cannot be shown"
          error={error}
          onRetry={() => {
            void datasets.refetch();
            void runs.refetch();
          }}
        />
      )}
      <ImportList shown={sample?.id} />
      {(datasets.isPending || runs.isPending) && <Skeleton height={240} radius="lg" />}
      {recent.length > 0 && (
        <section aria-label="Recent runs">
          <div className={classes.head}>
            <Title order={2} size="h3">
              Recent runs
            </Title>
            <Text component={Link} href="/runs" size="sm" c="var(--mantine-color-anchor)">
              All runs
            </Text>
          </div>
          <div className="card">
            <RunTable runs={recent} />
          </div>
        </section>
      )}
      {sample && runs.data && <SampleCard sample={sample} isFirst={isFirst} />}
      {own.length > 0 && (
        <section aria-label="Your data sets">
          <div className={classes.head}>
            <Title order={2} size="h3">
              Your data sets
            </Title>
            <Text component={Link} href="/datasets" size="sm" c="var(--mantine-color-anchor)">
              All data sets
            </Text>
          </div>
          <div className={classes.own}>
            {own.map((dataset) => (
              <DatasetCard key={dataset.id} dataset={dataset} />
            ))}
          </div>
        </section>
      )}
      {isFirst && datasets.data && !sample && isIdle && (
        <Button variant="default" w="fit-content" onClick={() => void importSample()}>
          Draw the sample data set
        </Button>
      )}
      {isFirst && <HowItWorks />}
      {datasets.data && (
        <DropZone
          icon={<IconFolderPlus size={28} stroke={1.4} />}
          title="Drop a folder of your own pictures"
          hint="One sub-folder a class, such as cats and dogs."
          compact
          onPicked={setPicked}
        />
      )}
      {picked && <ImportDialog picked={picked} onClose={() => setPicked(null)} />}
    </Page>
  );
}
