import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../client/studio.ts';
import { formatCounted } from '../../ui/format.ts';
import type { Weights } from './subject.ts';

/** Layers that are named; the others are counted. */
const MOST_NAMED = 4;

/** Warns of weights that are no numbers: max pooling and ReLU can hide them, and the network then names a class all the same. */
export function BrokenWeights({ weights }: { weights: Weights }) {
  const { data = [] } = useQuery(api.inspect.broken.queryOptions({ input: weights }));
  if (data.length === 0) return null;
  const named = data
    .slice(0, MOST_NAMED)
    .map((one) => `${one.layer} (${formatCounted(one.weights, 'weight')})`)
    .join(', ');
  const others =
    data.length > MOST_NAMED ? ` and ${formatCounted(data.length - MOST_NAMED, 'other layer')}` : '';
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title="What this network says means nothing">
      Weights that are not numbers: {named}
      {others}. The training had diverged. A class may still be named, even at 100 %, because max pooling and
      ReLU pass over such values. Choose an earlier checkpoint, or train with a lower learning rate.
    </Alert>
  );
}
