import { Radio } from '@mantine/core';
import { useMemo } from 'react';
import type { SavedNet } from '../../../src-shared/contract/nets.ts';
import { messageOf } from '../../../src-shared/errors.ts';
import type { AnyNet, CustomNet } from '../../../src-shared/nets/custom-net.ts';
import { formatCount } from '../../../src-shared/nets/format-number.ts';
import { NetName } from '../../../src-shared/nets/net-spec.ts';
import { NETS, netSpec } from '../../../src-shared/nets/nets.ts';
import { summarise } from '../../../src-shared/nets/summary.ts';
import { formatCounted } from '../../ui/format.ts';
import classes from './train-form.module.css';

interface NetChoiceProps {
  readonly net: AnyNet;
  readonly saved: readonly SavedNet[];
  /** Of the data set: the last layer has one output for each. */
  readonly classes: number;
  readonly onChoose: (net: AnyNet) => void;
}

/** The networks with what they are and how large they are. */
export function NetChoice({ net, saved, classes: outputs, onChoose }: NetChoiceProps) {
  const choices = useMemo(
    () => [...NetName.options, ...ownNets(net, saved)].map((one) => choiceOf(one, outputs)),
    [net, saved, outputs],
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

/** The saved ones, and first the chosen one where it is another: that of an earlier run, say. */
function ownNets(net: AnyNet, saved: readonly SavedNet[]): readonly CustomNet[] {
  if (typeof net === 'string') return saved.map((one) => one.net);
  return [net, ...saved.map((one) => one.net).filter(({ name }) => name !== net.name)];
}

function choiceOf(net: AnyNet, outputs: number) {
  const about =
    typeof net === 'string'
      ? { key: net, ...NETS[net] }
      : {
          key: `own ${net.name}`,
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
