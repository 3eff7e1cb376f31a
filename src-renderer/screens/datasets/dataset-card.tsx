import { Text } from '@mantine/core';
import { Link } from 'wouter';
import type { Dataset } from '../../../src-shared/contract/datasets.ts';
import { countImages } from '../../state/queries.ts';
import { formatCounted } from '../../ui/format.ts';
import { Pill } from '../../ui/pill.tsx';
import classes from './dataset-card.module.css';
import { Mosaic } from './mosaic.tsx';

/** A data set as a card: some of its pictures, its name and its size. The whole card leads to its page. */
export function DatasetCard({ dataset }: { dataset: Dataset }) {
  return (
    <Link href={`/datasets/${dataset.id}`} className={`card ${classes.card}`}>
      <Mosaic datasetId={dataset.id} columns={6} rows={2} pictures={countImages(dataset)} />
      <div className={classes.text}>
        <Text fw={600} size="lg" c="var(--text-strong)" truncate>
          {dataset.name}
        </Text>
        <Text size="sm" c="dimmed">
          {formatCounted(countImages(dataset), 'picture')} in{' '}
          {formatCounted(dataset.classes.length, 'class', 'classes')}
        </Text>
        <div className={classes.badges}>
          {dataset.isSample && <Pill tone="accent">Sample</Pill>}
          {dataset.runs > 0 && <Pill tone="quiet">{formatCounted(dataset.runs, 'run')}</Pill>}
          {dataset.rejected > 0 && (
            <Pill tone="warn">{dataset.rejected.toLocaleString('en-US')} rejected</Pill>
          )}
        </div>
      </div>
    </Link>
  );
}
