import { Select } from '@mantine/core';
import type { Run } from '../../../../src-shared/contract/runs.ts';
import { hasSameLayers } from '../../../../src-shared/nets/custom-net.ts';
import { canClassify, useRuns } from '../../../state/queries.ts';
import { checkpointInWords } from '../checkpoint-words.ts';
import type { Weights } from '../subject.ts';

/** Filters that stand beside, and whose they are. */
export interface Beside {
  readonly title: string;
  readonly weights: Weights;
}

interface BesideSelectProps {
  readonly run: Run;
  readonly value: Beside | null;
  readonly onChange: (beside: Beside | null) => void;
}

/** Which filters stand beside: those of another checkpoint of the run, or the best of another run of the same network. */
export function BesideSelect({ run, value, onChange }: BesideSelectProps) {
  const runs = useRuns();
  const others = (runs.data ?? []).filter(
    (other) => other.id !== run.id && hasSameLayers(other.recipe.net, run.recipe.net) && canClassify(other),
  );
  const choices: (Beside & { readonly label: string })[] = [
    ...run.checkpoints.map((one) => ({
      label: checkpointInWords(one),
      title: `${run.name}, ${checkpointInWords(one)}`,
      weights: { runId: run.id, step: one.step },
    })),
    ...others.map(({ id, name }) => ({
      label: name,
      title: `${name}, its best checkpoint`,
      weights: { runId: id },
    })),
  ];
  const keyed = choices.map((choice) => ({ ...choice, value: keyOf(choice.weights) }));
  const group = (title: string, isOwn: boolean) => ({
    group: title,
    items: keyed
      .filter(({ weights }) => (weights.runId === run.id) === isOwn)
      .map((one) => ({ value: one.value, label: one.label })),
  });
  return (
    <Select
      size="xs"
      w={220}
      aria-label="Beside it"
      placeholder="Beside other filters"
      clearable
      searchable
      value={value === null ? null : keyOf(value.weights)}
      data={[group('Checkpoints', true), group('Other runs', false)].filter(({ items }) => items.length > 0)}
      onChange={(key) => {
        const one = keyed.find(({ value: known }) => known === key);
        onChange(one ? { title: one.title, weights: one.weights } : null);
      }}
    />
  );
}

function keyOf({ runId, step }: Weights): string {
  return `${runId} ${step ?? 'best'}`;
}
