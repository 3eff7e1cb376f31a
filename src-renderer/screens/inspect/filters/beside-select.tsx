import { Select } from '@mantine/core';
import type { Run } from '../../../../src-shared/contract/runs.ts';
import { hasSameLayers } from '../../../../src-shared/nets/custom-net.ts';
import { canClassify, useRuns } from '../../../state/queries.ts';
import { checkpointInWords } from '../checkpoint-words.ts';
import type { Weights } from '../subject.ts';

interface BesideSelectProps {
  readonly run: Run;
  readonly value: Weights | null;
  readonly onChange: (weights: Weights | null) => void;
}

/** Which filters stand beside: those of another checkpoint of the run, or the best of another run of the same network. */
export function BesideSelect({ run, value, onChange }: BesideSelectProps) {
  const runs = useRuns();
  const others = (runs.data ?? []).filter(
    (other) => other.id !== run.id && hasSameLayers(other.recipe.net, run.recipe.net) && canClassify(other),
  );
  const choices: { readonly label: string; readonly weights: Weights }[] = [
    ...run.checkpoints.map((one) => ({
      label: checkpointInWords(one),
      weights: { runId: run.id, step: one.step },
    })),
    ...others.map(({ id, name }) => ({ label: name, weights: { runId: id } })),
  ];
  const keyed = choices.map(({ label, weights }) => ({ value: keyOf(weights), label, weights }));
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
      value={value === null ? null : keyOf(value)}
      data={[group('Checkpoints', true), group('Other runs', false)].filter(({ items }) => items.length > 0)}
      onChange={(key) => onChange(keyed.find((one) => one.value === key)?.weights ?? null)}
    />
  );
}

function keyOf({ runId, step }: Weights): string {
  return `${runId} ${step ?? 'best'}`;
}
