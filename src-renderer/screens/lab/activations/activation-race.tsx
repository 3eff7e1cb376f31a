import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Race } from '../race/race.tsx';
import { ACTIVATION_RACES } from '../race/race-pairs.ts';

/** ReLU races against tanh or sigmoid (paper, section 3.1). */
export function ActivationRace() {
  const [against, setAgainst] = useState<keyof typeof ACTIVATION_RACES>('tanh');
  return (
    <Race
      key={against}
      pair={ACTIVATION_RACES[against]}
      choice={
        <SegmentedControl
          aria-label="ReLU against"
          mb="md"
          value={against}
          data={[
            { value: 'tanh', label: 'ReLU against tanh' },
            { value: 'sigmoid', label: 'ReLU against sigmoid' },
          ]}
          onChange={setAgainst}
        />
      }
    />
  );
}
