import { Group, Select, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { asPicture, convolve } from '../../../../src-shared/lab/convolve.ts';
import { type Matrix, resizeMatrix, withValue } from '../../../../src-shared/lab/matrix.ts';
import { Section } from '../../../ui/page.tsx';
import { Slide } from '../lab-page.tsx';
import { GridFigure, NumberGrid, Operation, Operator } from '../parts/number-grid.tsx';
import { ResultGrid } from '../parts/result-grid.tsx';
import { StepControls } from '../parts/step-controls.tsx';
import { useSteps } from '../parts/use-steps.ts';
import { FilterSelect } from './filter-select.tsx';
import { PICTURES } from './pictures.ts';
import { WindowSum } from './window-sum.tsx';

const SIZES = [4, 5, 6, 7, 8].map(String);
const FILTER_SIZES = [1, 2, 3, 4].map(String);

/** The deck's 6 × 6 picture under its horizontal filter; every number of both can be changed. */
export function SlidingFilter({ filter, onFilter }: { filter: Matrix; onFilter: (filter: Matrix) => void }) {
  const [picture, setPicture] = useState(() => PICTURES[0].make(6));
  const named = PICTURES.find(({ make }) => isEqual(make(picture.width), picture));
  const [isClipped, setClipped] = useState(false);
  const exact = convolve(picture, filter);
  const feature = isClipped ? asPicture(exact) : exact;
  const steps = useSteps(feature.values.length);
  const row = Math.floor(steps.at / feature.width);
  const column = steps.at % feature.width;
  const [n, m] = [picture.width, filter.width];
  const isSmall = n > 6;
  return (
    <Section title="A filter slides over a picture" aside={<Slide title="Convolution Operation" />}>
      <Group gap="md" mb="lg" align="flex-end">
        <Select
          label="Picture"
          w={190}
          allowDeselect={false}
          value={named?.name ?? null}
          placeholder="Your own numbers"
          data={PICTURES.map(({ name }) => name)}
          onChange={(name) => setPicture(PICTURES.find((one) => one.name === name)?.make(n) ?? picture)}
        />
        <Select
          label="Size n"
          w={88}
          allowDeselect={false}
          value={String(n)}
          data={SIZES}
          onChange={(size) =>
            setPicture(named?.make(Number(size)) ?? resizeMatrix(picture, Number(size), Number(size)))
          }
        />
        <FilterSelect filter={filter} onFilter={onFilter} />
        <Select
          label="Size m"
          w={88}
          allowDeselect={false}
          value={String(m)}
          data={FILTER_SIZES}
          onChange={(size) => onFilter(resizeMatrix(filter, Number(size), Number(size)))}
        />
      </Group>
      <Operation>
        <GridFigure title="Picture" size={`${n} × ${n}`}>
          <NumberGrid
            label="Picture"
            matrix={picture}
            tone="grey"
            isSmall={isSmall}
            marked={{ row, column, height: m, width: m }}
            onChange={(...at) => setPicture(withValue(picture, ...at))}
          />
        </GridFigure>
        <Operator>∗</Operator>
        <GridFigure title="Filter" size={`${m} × ${m}`}>
          <NumberGrid
            label="Filter"
            matrix={filter}
            tone="signed"
            isSmall={isSmall}
            onChange={(...at) => onFilter(withValue(filter, ...at))}
          />
        </GridFigure>
        <Operator>=</Operator>
        <GridFigure
          title="Feature map"
          size={`(${n} − ${m} + 1) × (${n} − ${m} + 1) = ${feature.height} × ${feature.width}`}
        >
          <ResultGrid label="Feature map" matrix={feature} isSmall={isSmall} steps={steps} />
        </GridFigure>
      </Operation>
      <Group align="flex-start" mt="lg" gap="xl">
        <StepControls steps={steps} />
        <WindowSum picture={picture} filter={filter} row={row} column={column} />
      </Group>
      <Group mt="md" gap="md">
        <Switch
          label="As the slide prints it, 0 to 255"
          checked={isClipped}
          onChange={(event) => setClipped(event.currentTarget.checked)}
        />
        <Text size="sm" c="dimmed">
          The slide shows the map as a picture, whose white ends at 255, so it prints 255 for 3 · 255.
        </Text>
      </Group>
    </Section>
  );
}

function isEqual(a: Matrix, b: Matrix): boolean {
  return a.values.length === b.values.length && a.values.every((value, index) => value === b.values[index]);
}
