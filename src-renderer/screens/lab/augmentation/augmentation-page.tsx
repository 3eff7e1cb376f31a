import { LabPage } from '../lab-page.tsx';
import { Race } from '../race/race.tsx';
import { AUGMENTATION_RACE } from '../race/race-pairs.ts';
import { Augmenter } from './augmenter.tsx';

/** Every transformation on the user's picture, and augmentation as a difference between two trainings. */
export function AugmentationPage() {
  return (
    <LabPage page="augmentation">
      <Augmenter />
      <Race pair={AUGMENTATION_RACE} />
    </LabPage>
  );
}
