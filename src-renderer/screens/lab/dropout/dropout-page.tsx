import { LabPage } from '../lab-page.tsx';
import { Race } from '../race/race.tsx';
import { DROPOUT_RACE } from '../race/race-pairs.ts';
import { DropoutNet } from './dropout-net.tsx';

/** Dropout on a network small enough to be drawn, and as a difference between two trainings. */
export function DropoutPage() {
  return (
    <LabPage page="dropout">
      <DropoutNet />
      <Race pair={DROPOUT_RACE} />
    </LabPage>
  );
}
