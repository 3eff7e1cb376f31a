import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { ACTIVATIONS } from '../../../../src-shared/lab/activations.ts';
import { Section } from '../../../ui/page.tsx';
import { Slide } from '../lab-page.tsx';
import { ACTIVATION_ORDER } from './activation-lines.ts';
import classes from './activations.module.css';
import { type Costs, measureCost } from './measure-cost.ts';

/** What one element costs, timed in this window. */
export function ActivationCost() {
  const [costs, setCosts] = useState<Costs | null>(null);
  const dearest = costs ? Math.max(...Object.values(costs), 0.01) : 1;
  return (
    <Section title="What an element costs here" aside={<Slide title="Disadvantages of Tanh" />}>
      <Button variant="default" onClick={() => setCosts(measureCost())}>
        {costs ? 'Measure again' : 'Measure on this machine'}
      </Button>
      {costs && (
        <dl className={classes.costs} aria-label="Cost of an element">
          {ACTIVATION_ORDER.map(({ name }) => (
            <CostRow key={name} title={ACTIVATIONS[name].title} formula={ACTIVATIONS[name].formula}>
              <dd className={classes.track} aria-hidden>
                <i style={{ width: `${(costs[name] / dearest) * 100}%` }} />
              </dd>
              <dd>{costs[name].toFixed(1)} ns</dd>
            </CostRow>
          ))}
        </dl>
      )}
      <Text size="sm" c="dimmed" mt="md">
        tanh and sigmoid need an exponential for every element, ReLU one comparison. AlexNet has 650,000
        units.
      </Text>
    </Section>
  );
}

function CostRow({
  title,
  formula,
  children,
}: {
  title: string;
  formula: string;
  children: React.ReactNode;
}) {
  return (
    <>
      <dt>
        {title}
        <small>{formula}</small>
      </dt>
      {children}
    </>
  );
}
