import { Button, NumberInput, SegmentedControl, Select, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustments } from '@tabler/icons-react';
import { useId } from 'react';
import type { Run } from '../../../src-shared/contract/runs.ts';
import type { OwnClassifier } from '../../../src-shared/own-classifier.ts';
import { useStore } from '../../state/store.ts';
import { formatMoment, formatPercent } from '../../ui/format.ts';
import { choices, choose } from './choices.ts';
import classes from './classify.module.css';
import { OwnClassifiersDialog } from './own/own-classifiers-dialog.tsx';

interface ChoiceBarProps {
  readonly runs: readonly Run[];
  readonly own: readonly OwnClassifier[];
  /** The id that is first where nothing was chosen. */
  readonly first: string | null;
}

/** Who answers, who beside, where, and how many classes a picture. */
export function ChoiceBar({ runs, own, first }: ChoiceBarProps) {
  const { second, where, top } = useStore(choices, (value) => value);
  const [opened, dialog] = useDisclosure(false);
  const whereLabel = useId();
  const data = [
    { group: 'Runs', items: runs.map((run) => ({ value: String(run.id), label: runLabel(run) })) },
    { group: 'From elsewhere', items: own.map(({ id, name }) => ({ value: String(id), label: name })) },
  ].filter(({ items }) => items.length > 0);
  const others = data.map(({ group, items }) => ({
    group,
    items: items.filter(({ value }) => value !== first),
  }));
  return (
    <section className={`card ${classes.choice}`} aria-label="Who answers">
      <Select
        className={classes.judge}
        label="Answered by"
        searchable
        allowDeselect={false}
        value={first}
        data={data}
        onChange={(value) => choose({ first: value })}
      />
      <Select
        className={classes.judge}
        label="Beside it"
        placeholder="Nobody"
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Nobody beside it' }}
        value={second === first ? null : second}
        data={others}
        onChange={(value) => choose({ second: value })}
      />
      <div>
        <Text size="sm" fw={600} lh={1.55} mb={2} id={whereLabel}>
          Runs answer in
        </Text>
        <SegmentedControl
          aria-labelledby={whereLabel}
          value={where}
          onChange={(value) => choose({ where: value === 'engine' ? 'engine' : 'window' })}
          data={[
            { value: 'window', label: 'This window' },
            { value: 'engine', label: 'Engine' },
          ]}
        />
      </div>
      <NumberInput
        label="Classes"
        w={84}
        min={1}
        max={20}
        allowDecimal={false}
        clampBehavior="strict"
        value={top}
        onChange={(value) => typeof value === 'number' && choose({ top: value })}
      />
      <Button variant="default" leftSection={<IconAdjustments size={16} />} onClick={dialog.open}>
        Other networks
      </Button>
      <OwnClassifiersDialog opened={opened} onClose={dialog.close} own={own} />
    </section>
  );
}

function runLabel({ name, best, createdAtMs }: Run): string {
  return [name, best ? formatPercent(best.top1) : null, formatMoment(createdAtMs)]
    .filter(Boolean)
    .join(' · ');
}
