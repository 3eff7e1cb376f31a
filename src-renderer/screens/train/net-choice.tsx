import { Radio } from '@mantine/core';
import { useMemo } from 'react';
import { formatCount } from '../../../src-shared/nets/format-number.ts';
import { NETS, netSpec } from '../../../src-shared/nets/nets.ts';
import { summarise } from '../../../src-shared/nets/summary.ts';
import { Recipe } from '../../../src-shared/recipe.ts';
import classes from './train-form.module.css';

interface NetChoiceProps {
  readonly net: Recipe['net'];
  /** Of the data set: the last layer has one output for each. */
  readonly classes: number;
  readonly onChoose: (net: Recipe['net']) => void;
}

/** The networks with what they are and how large they are. */
export function NetChoice({ net, classes: outputs, onChoose }: NetChoiceProps) {
  const choices = useMemo(
    () =>
      Recipe.shape.net.options.map((name) => {
        const { title, description } = NETS[name];
        const { totals } = summarise(netSpec(name, Math.max(2, outputs)));
        return { name, title, description, params: formatCount(totals.params) };
      }),
    [outputs],
  );
  return (
    <Radio.Group
      aria-label="Network"
      value={net}
      onChange={(value) => onChoose(Recipe.shape.net.parse(value))}
    >
      <div className={classes.rows}>
        {choices.map(({ name, title, description, params }) => (
          <Radio.Card key={name} value={name} className={classes.choice} aria-label={`${title}, ${name}`}>
            <span className={classes.choiceHead}>
              {title}
              <Radio.Indicator size="xs" />
            </span>
            <p className={classes.choiceText}>{description}</p>
            <p className={classes.choiceFacts}>{params} parameters</p>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}
