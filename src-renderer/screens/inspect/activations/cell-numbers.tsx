import type { Cell, CellNumbers } from '../../../../src-shared/contract/inspect-answers.ts';
import { shortNumber, shortValue } from '../parts/short-number.ts';
import classes from './activations.module.css';
import { afterwards } from './afterwards.ts';
import { ProductNumbers } from './product-numbers.tsx';
import { ValueGrid } from './value-grid.tsx';

/** A value, and how it came about. */
export function CellNumbersView({ cell, isCurrent }: { cell: Cell; isCurrent: boolean }) {
  return (
    <div className={classes.cell} data-current={isCurrent}>
      <p className={classes.value} role="status">
        {shortValue(cell.value)}
      </p>
      <How numbers={cell.numbers} source={cell.source} value={cell.value} />
    </div>
  );
}

function How({ numbers, source, value }: { numbers: CellNumbers; source: string; value: number | null }) {
  switch (numbers.kind) {
    case 'product':
      return <ProductNumbers numbers={numbers} source={source} value={value} />;
    case 'pool':
      return (
        <>
          <p className={classes.how}>
            The {POOLED[numbers.mode]} of {numbers.shape.join(' × ')} values of {source}:
          </p>
          <ValueGrid
            title="Under the window"
            values={numbers.patch}
            height={numbers.shape[0]}
            width={numbers.shape[1]}
            mayBeOutside
          />
        </>
      );
    case 'normalisation':
      return (
        <p className={classes.how}>
          ({shortNumber(numbers.input)} − {shortNumber(numbers.mean)}) / √({shortNumber(numbers.variance)} +{' '}
          {numbers.epsilon}) · {shortNumber(numbers.gamma)} + {shortNumber(numbers.beta)} ={' '}
          <b>{shortValue(numbers.sum)}</b>
          {afterwards(numbers.activation, value)}
          <span className={classes.second}>(value of {source} − mean) / √(variance + ε) · γ + β</span>
        </p>
      );
    case 'other':
      return <p className={classes.how}>It comes from {source}.</p>;
  }
}

const POOLED = { max: 'largest', average: 'mean', min: 'smallest' } as const;
