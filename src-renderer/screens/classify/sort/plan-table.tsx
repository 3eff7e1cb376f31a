import { Alert } from '@mantine/core';
import type { SortPlan } from '../../../../src-shared/contract/sort.ts';
import { formatCounted } from '../../../ui/format.ts';
import { Pill } from '../../../ui/pill.tsx';
import { shortName } from '../answer-grid.tsx';
import classes from '../classify.module.css';

/** Rows that are drawn; a plan of thousands is told in numbers beyond. */
const MOST_ROWS = 500;

/** What goes where. */
export function PlanTable({ plans }: { plans: readonly SortPlan[] }) {
  const moves = plans.flatMap((plan) => plan.moves.map((move) => ({ ...move, mode: plan.mode })));
  const left = plans.flatMap((plan) => plan.left);
  const renamed = moves.filter(({ isRenamed }) => isRenamed).length;
  const [first] = left;
  return (
    <>
      {left.length > 0 && (
        <Alert color="yellow" title={`${formatCounted(left.length, 'file')} stay where they are`}>
          {shortName(first?.file ?? '')}: {first?.reason}
        </Alert>
      )}
      <p style={{ margin: 0 }} role="status">
        {formatCounted(moves.length, 'file')}{' '}
        {plans.some(({ mode }) => mode === 'move') ? 'will be moved' : 'will be copied'} below{' '}
        {plans[0]?.destination}
        {renamed > 0 && `; ${formatCounted(renamed, 'name')} taken already, so a number is added`}.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long plan has to be scrolled by keyboard too */}
      <section className={classes.plan} tabIndex={0} aria-label="What goes where">
        <table>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Goes to</th>
            </tr>
          </thead>
          <tbody>
            {moves.slice(0, MOST_ROWS).map(({ from, to, isRenamed }) => (
              <tr key={from}>
                <td>{shortName(from)}</td>
                <td>
                  {to.slice((plans[0]?.destination.length ?? 0) + 1)}{' '}
                  {isRenamed && <Pill tone="warn">numbered</Pill>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {moves.length > MOST_ROWS && <p>… and {formatCounted(moves.length - MOST_ROWS, 'more file')}.</p>}
    </>
  );
}
