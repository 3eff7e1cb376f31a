import { Text } from '@mantine/core';
import type { Dataset } from '../../../src-shared/contract/datasets.ts';
import type { Run } from '../../../src-shared/contract/runs.ts';
import { hasSameLayers } from '../../../src-shared/nets/custom-net.ts';
import type { Recipe } from '../../../src-shared/recipe.ts';
import { countSteps } from '../../state/recipe-form.ts';
import { formatTimeLeft, UNKNOWN } from '../../ui/format.ts';
import classes from './train-form.module.css';

interface CostCardProps {
  readonly dataset: Dataset | null;
  /** Null while the form does not describe one. */
  readonly recipe: Recipe | null;
  readonly runs: readonly Run[];
}

/** What a training will cost: steps, and the time as far as an earlier run on this machine tells it. */
export function CostCard({ dataset, recipe, runs }: CostCardProps) {
  if (!dataset || !recipe) {
    return (
      <div className={`card ${classes.cost}`}>
        <Text c="dimmed" size="sm">
          {dataset ? 'A setting needs another look.' : 'Choose a data set.'}
        </Text>
      </div>
    );
  }
  const { perEpoch, total } = countSteps(dataset.images.train, recipe);
  const rate = rateOfLastRun(runs, recipe);
  const pictures = (dataset.images.train + dataset.images.val / 3) * recipe.epochs;
  return (
    <div className={`card ${classes.cost}`}>
      <Text size="sm" c="dimmed">
        Time on this machine
      </Text>
      <Text size="xl" fw={600} c="var(--text-strong)">
        {rate === null ? 'Known after the first steps' : `About ${formatTimeLeft(pictures / rate)}`}
      </Text>
      {rate !== null && (
        <Text size="xs" c="dimmed">
          As fast as the last run of this network here.
        </Text>
      )}
      <dl>
        <dt>Training pictures</dt>
        <dd>{dataset.images.train.toLocaleString('en-US')}</dd>
        <dt>Classes</dt>
        <dd>{dataset.classes.length.toLocaleString('en-US')}</dd>
        <dt>Steps an epoch</dt>
        <dd>{perEpoch.toLocaleString('en-US')}</dd>
        <dt>Steps in all</dt>
        <dd>{total.toLocaleString('en-US')}</dd>
        <dt>Learning rate</dt>
        <dd>{recipe.learningRate || UNKNOWN}</dd>
      </dl>
    </div>
  );
}

/** Pictures a second of the newest run of the same network and mode; batch and precision change it less than a guess may be wrong. */
function rateOfLastRun(runs: readonly Run[], { net, mode }: Recipe): number | null {
  const alike = runs.filter(
    (run) => hasSameLayers(run.recipe.net, net) && run.recipe.mode === mode && run.imagesPerSecond,
  );
  return alike.sort((a, b) => b.createdAtMs - a.createdAtMs)[0]?.imagesPerSecond ?? null;
}
