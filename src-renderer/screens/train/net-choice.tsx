import { Radio } from '@mantine/core';
import { useMemo } from 'react';
import { messageOf } from '../../../src-shared/errors.ts';
import type { AnyNet } from '../../../src-shared/nets/custom-net.ts';
import { formatCount } from '../../../src-shared/nets/format-number.ts';
import { NetName } from '../../../src-shared/nets/net-spec.ts';
import { NETS, netSpec } from '../../../src-shared/nets/nets.ts';
import { summarise } from '../../../src-shared/nets/summary.ts';
import { formatCounted } from '../../ui/format.ts';
import classes from './train-form.module.css';

interface NetChoiceProps {
  readonly net: AnyNet;
  /** Of the data set: the last layer has one output for each. */
  readonly classes: number;
  readonly onChoose: (net: AnyNet) => void;
}

/** The networks with what they are and how large they are. */
export function NetChoice({ net, classes: outputs, onChoose }: NetChoiceProps) {
  const choices = useMemo(
    () =>
      [...NetName.options, ...(typeof net === 'string' ? [] : [net])].map((one) => choiceOf(one, outputs)),
    [net, outputs],
  );
  return (
    <Radio.Group
      aria-label="Network"
      value={choices.find((choice) => choice.net === net)?.key ?? ''}
      onChange={(value) => onChoose(choices.find(({ key }) => key === value)?.net ?? net)}
    >
      <div className={classes.rows}>
        {choices.map(({ key, title, description, facts }) => (
          <Radio.Card key={key} value={key} className={classes.choice} aria-label={`${title}, ${key}`}>
            <span className={classes.choiceHead}>
              {title}
              <Radio.Indicator size="xs" />
            </span>
            <p className={classes.choiceText}>{description}</p>
            <p className={classes.choiceFacts}>{facts}</p>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

function choiceOf(net: AnyNet, outputs: number) {
  const about =
    typeof net === 'string'
      ? { key: net, ...NETS[net] }
      : {
          key: 'own',
          title: net.name,
          description: `Your own, of ${formatCounted(net.layers.length, 'layer')}.`,
        };
  return {
    net,
    key: about.key,
    title: about.title,
    description: about.description,
    facts: factsOf(net, outputs),
  };
}

/** Its size, or why it cannot be trained on so many classes. */
function factsOf(net: AnyNet, outputs: number): string {
  try {
    return `${formatCount(summarise(netSpec(net, Math.max(2, outputs))).totals.params)} parameters`;
  } catch (error) {
    return messageOf(error);
  }
}
