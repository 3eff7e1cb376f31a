import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Dataset } from '../../../src-shared/contract/datasets.ts';
import { messageOf } from '../../../src-shared/errors.ts';
import { RECIPES } from '../../../src-shared/recipe.ts';
import { studio } from '../../client/studio.ts';
import { countImages, useEngine } from '../../state/queries.ts';
import { formatCounted } from '../../ui/format.ts';
import { navigate } from '../../ui/hash-location.ts';
import { Mosaic } from '../datasets/mosaic.tsx';
import classes from './home-page.module.css';

interface SampleCardProps {
  readonly sample: Dataset;
  /** Whether nothing was trained yet, so that this is the one thing to do. */
  readonly isFirst: boolean;
}

/** The sample data set and the one button that trains on it. */
export function SampleCard({ sample, isFirst }: SampleCardProps) {
  const engine = useEngine();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const train = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const { runId } = await studio.runs.start({ datasetId: sample.id, recipe: RECIPES.quick });
      navigate(`/runs/${runId}`);
    } catch (error) {
      setFailure(messageOf(error));
      setBusy(false);
    }
  };

  return (
    <section className={`card ${classes.sample}`} aria-label="Sample data set">
      <Mosaic datasetId={sample.id} columns={7} rows={4} pictures={countImages(sample)} />
      <div className={classes.about}>
        <div>
          <Title order={2}>{isFirst ? 'The sample is ready' : sample.name}</Title>
          <Text c="dimmed" mt={4}>
            {formatCounted(countImages(sample), 'picture')} in{' '}
            {formatCounted(sample.classes.length, 'class', 'classes')}, drawn by this program.{' '}
            {isFirst && 'AlexNet with batch normalisation learns them in a few minutes.'}
          </Text>
        </div>
        <ul className={classes.labels} aria-label="Classes of the sample">
          {sample.classes.slice(0, 12).map((label) => (
            <li key={label}>{label}</li>
          ))}
        </ul>
        <Group gap="xs">
          <Button
            size={isFirst ? 'md' : 'sm'}
            variant={isFirst ? 'filled' : 'light'}
            leftSection={<IconBolt size={18} />}
            loading={isBusy}
            disabled={engine?.state !== 'ready'}
            onClick={() => void train()}
          >
            Train on the sample
          </Button>
          <Button
            size={isFirst ? 'md' : 'sm'}
            variant="subtle"
            component={Link}
            href={`/datasets/${sample.id}`}
          >
            Look at it
          </Button>
        </Group>
        {failure && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
      </div>
    </section>
  );
}
