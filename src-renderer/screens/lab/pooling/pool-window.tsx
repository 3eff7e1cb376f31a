import { Group, Input, SegmentedControl, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { DECK_POOLING } from '../../../../src-shared/lab/deck.ts';
import { matrixOf, withValue } from '../../../../src-shared/lab/matrix.ts';
import { globalPool, type Pooling, pool, windowValues } from '../../../../src-shared/lab/pool.ts';
import { Section } from '../../../ui/page.tsx';
import { Slide } from '../lab-page.tsx';
import { GridFigure, NumberGrid, Operation, Operator } from '../parts/number-grid.tsx';
import { numberText } from '../parts/number-text.ts';
import { ResultGrid } from '../parts/result-grid.tsx';
import { StepControls } from '../parts/step-controls.tsx';
import { useSteps } from '../parts/use-steps.ts';
import { PoolingChoice } from './pooling-choice.tsx';

/** The deck's 4 × 4 feature map under a window of any size and stride. */
export function PoolWindow() {
  const [matrix, setMatrix] = useState(DECK_POOLING);
  const [kind, setKind] = useState<Pooling>('max');
  const [isGlobal, setGlobal] = useState(false);
  const [size, setSize] = useState(2);
  const [stride, setStride] = useState(2);

  const n = matrix.width;
  const result = isGlobal ? matrixOf([[globalPool(matrix, kind)]]) : pool(matrix, size, stride, kind);
  const steps = useSteps(result.values.length, 900);
  const side = isGlobal ? n : size;
  const row = Math.floor(steps.at / Math.max(1, result.width)) * stride;
  const column = (steps.at % Math.max(1, result.width)) * stride;
  const values = windowValues(matrix, side, row, column);
  const value = result.values[steps.at] ?? 0;
  return (
    <Section title="One number of each window" aside={<Slide title="Pooling layer" />}>
      <Group gap="lg" mb="lg" align="flex-end">
        <PoolingChoice kind={kind} onKind={setKind} />
        <Choice label="Size" value={size} options={[2, 3]} isDisabled={isGlobal} onChange={setSize} />
        <Choice
          label="Stride"
          value={stride}
          options={[1, 2, 3]}
          isDisabled={isGlobal}
          onChange={setStride}
        />
        <Switch
          label="Global"
          mb={8}
          checked={isGlobal}
          onChange={(event) => setGlobal(event.currentTarget.checked)}
        />
      </Group>
      <Operation>
        <GridFigure title="Feature map" size={`${n} × ${n}`}>
          <NumberGrid
            label="Feature map"
            matrix={matrix}
            tone="signed"
            marked={{ row, column, height: side, width: side }}
            hasWon={(one) => kind !== 'average' && one === value}
            onChange={(...at) => setMatrix(withValue(matrix, ...at))}
          />
        </GridFigure>
        <Operator>→</Operator>
        <GridFigure
          title="Pooled"
          size={
            isGlobal
              ? `one number for all ${n} × ${n}`
              : `⌊(${n} − ${size}) / ${stride}⌋ + 1 = ${result.width}`
          }
        >
          <ResultGrid label="Pooled" matrix={result} steps={steps} />
        </GridFigure>
      </Operation>
      <Group mt="lg" gap="lg">
        <StepControls steps={steps} noun="Window" />
        <Text size="sm">
          {kind}({values.map(numberText).join(', ')}) = <strong>{numberText(value)}</strong>
        </Text>
      </Group>
      <Text size="sm" c="dimmed" mt="md" role="status">
        {overlapWords(isGlobal, size, stride)}
      </Text>
    </Section>
  );
}

function overlapWords(isGlobal: boolean, size: number, stride: number): string {
  if (isGlobal) return 'Global pooling leaves one number of each map, whatever its size.';
  if (stride < size) return 'The windows overlap, as in AlexNet, which pools 3 × 3 with stride 2.';
  if (stride === size) return 'The windows lie side by side: each number counts once.';
  return 'The stride is larger than the window: some numbers are never looked at.';
}

interface ChoiceProps {
  readonly label: string;
  readonly value: number;
  readonly options: readonly number[];
  readonly isDisabled: boolean;
  readonly onChange: (value: number) => void;
}

/** One of a few whole numbers. */
function Choice({ label, value, options, isDisabled, onChange }: ChoiceProps) {
  return (
    <div>
      <Input.Label labelElement="div" display="block" mb={4}>
        {label}
      </Input.Label>
      <SegmentedControl
        aria-label={label}
        disabled={isDisabled}
        value={String(value)}
        data={options.map(String)}
        onChange={(next) => onChange(Number(next))}
      />
    </div>
  );
}
