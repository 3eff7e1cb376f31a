import { LabPage } from '../lab-page.tsx';
import { ActivationCost } from './activation-cost.tsx';
import { ActivationCurves } from './activation-curves.tsx';
import { VanishingGradient } from './vanishing-gradient.tsx';

/** The slides on ReLU: its curve, its gradient, its cost. */
export function ActivationsPage() {
  return (
    <LabPage page="activations">
      <ActivationCurves />
      <VanishingGradient />
      <ActivationCost />
    </LabPage>
  );
}
