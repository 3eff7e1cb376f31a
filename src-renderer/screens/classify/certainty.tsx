import { Accordion, Button, Group, Slider, Text } from '@mantine/core';
import { useId } from 'react';
import {
  RIGHT_ANSWERS_GIVEN_UP,
  suggestedThreshold,
  thresholdEffect,
} from '../../../src-shared/calibration/threshold.ts';
import type { Calibration } from '../../../src-shared/contract/classify.ts';
import type { Classifier } from '../../inference/classifier.ts';
import { useStore } from '../../state/store.ts';
import { FigureStrip } from '../../ui/figure.tsx';
import { formatCounted, formatPercent } from '../../ui/format.ts';
import type { WorkState } from '../inspect/parts/use-work.ts';
import { WorkStatus } from '../inspect/parts/work-status.tsx';
import { choices, choose } from './choices.ts';
import classes from './classify.module.css';
import { ReliabilityDiagram } from './reliability-diagram.tsx';

interface CertaintyProps {
  readonly classifier: Classifier;
  readonly work: WorkState<{ readonly calibration: Calibration }>;
}

/** How far the probabilities can be trusted, and below which an answer counts as "none of these". */
export function Certainty({ classifier, work }: CertaintyProps) {
  const threshold = useStore(choices, (value) => value.threshold);
  const calibration = work.data?.calibration;
  return (
    <Accordion variant="contained" chevronPosition="left">
      <Accordion.Item value="certainty">
        <Accordion.Control>
          Certainty{' '}
          <Text span size="sm" c="dimmed">
            {threshold > 0
              ? `none of these below ${formatPercent(threshold, 0)}`
              : 'every picture gets a class'}
            {calibration ? `, temperature ${calibration.temperature.toFixed(2)}` : ', not calibrated'}
          </Text>
        </Accordion.Control>
        <Accordion.Panel>
          {classifier.runId === null && (
            <Text size="sm" mb="md">
              {classifier.name} has no validation pictures here, so its probabilities are shown as they are.
            </Text>
          )}
          <WorkStatus
            work={work}
            doing="The validation pictures are being looked at."
            failed="The probabilities are not calibrated"
          />
          <div className={classes.certainty}>
            {calibration && <ReliabilityDiagram calibration={calibration} />}
            <div className={classes.trust}>
              {calibration && <Trust calibration={calibration} />}
              <ThresholdChoice threshold={threshold} calibration={calibration} />
            </div>
          </div>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

function Trust({ calibration: { temperature, error } }: { calibration: Calibration }) {
  const way = temperature > 1 ? 'surer than it should be' : 'less sure than it could be';
  return (
    <>
      <FigureStrip
        label="Calibration"
        figures={[
          { label: 'Temperature', value: temperature.toFixed(2) },
          { label: 'Error before', value: formatPercent(error.before) },
          { label: 'Error after', value: formatPercent(error.after) },
        ]}
      />
      <Text size="sm" c="dimmed">
        By itself this network is {way}. Its scores are divided by the temperature that fits the validation
        pictures best (Guo et al. 2017); the error is the mean gap between how sure it is and how often it is
        right.
      </Text>
    </>
  );
}

function ThresholdChoice({
  threshold,
  calibration,
}: {
  threshold: number;
  calibration: Calibration | undefined;
}) {
  const label = useId();
  const effect = calibration && thresholdEffect(calibration.answers, threshold);
  const suggested = calibration && suggestedThreshold(calibration.answers);
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={500} id={label}>
          None of these below {formatPercent(threshold, 0)}
        </Text>
        {suggested !== undefined && (
          <Button size="compact-sm" variant="default" onClick={() => choose({ threshold: suggested })}>
            Suggested: {formatPercent(suggested, 0)}
          </Button>
        )}
      </Group>
      <Slider
        my="xs"
        min={0}
        max={0.99}
        step={0.01}
        label={(value) => formatPercent(value, 0)}
        value={threshold}
        onChange={(value) => choose({ threshold: value })}
        thumbProps={{ 'aria-labelledby': label }}
      />
      {effect && (
        <Text size="sm" aria-live="polite">
          Of the validation pictures it would drop {effect.wrongDropped.toLocaleString('en-US')} of{' '}
          {formatCounted(effect.wrong, 'wrong answer')} and {effect.rightDropped.toLocaleString('en-US')} of{' '}
          {formatCounted(effect.right, 'right one')}.
        </Text>
      )}
      {suggested !== undefined && (
        <Text size="sm" c="dimmed">
          Suggested is the highest that gives up at most {formatPercent(RIGHT_ANSWERS_GIVEN_UP, 0)} of the
          right answers.
        </Text>
      )}
    </div>
  );
}
