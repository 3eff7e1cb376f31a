import { LabPage } from '../lab-page.tsx';
import { ActivationCost } from './activation-cost.tsx';
import { ActivationCurves } from './activation-curves.tsx';
import { ActivationRace } from './activation-race.tsx';
import { VanishingGradient } from './vanishing-gradient.tsx';

/** The slides on ReLU: its curve, its gradient, its cost, and how fast a network learns with it. */
export function ActivationsPage() {
  return (
    <LabPage page="activations">
      <ActivationCurves />
      <VanishingGradient />
      <ActivationCost />
      <ActivationRace />
    </LabPage>
  );
}
