import { NotFound } from '../../ui/not-found.tsx';
import { ActivationsPage } from './activations/activations-page.tsx';
import { AugmentationPage } from './augmentation/augmentation-page.tsx';
import { BuilderPage } from './builder/builder-page.tsx';
import { ConvolutionPage } from './convolution/convolution-page.tsx';
import { DropoutPage } from './dropout/dropout-page.tsx';
import { EvolutionPage } from './evolution/evolution-page.tsx';
import { LAB_PAGES, type LabPageName } from './lab-pages.ts';
import { PaddingPage } from './padding/padding-page.tsx';
import { ParametersPage } from './parameters/parameters-page.tsx';
import { PoolingPage } from './pooling/pooling-page.tsx';

const COMPONENTS: Readonly<Record<LabPageName, React.ComponentType>> = {
  convolution: ConvolutionPage,
  padding: PaddingPage,
  pooling: PoolingPage,
  activations: ActivationsPage,
  dropout: DropoutPage,
  augmentation: AugmentationPage,
  parameters: ParametersPage,
  builder: BuilderPage,
  evolution: EvolutionPage,
};

/** The page of the lab that an address names. */
export function LabRoute({ name }: { name: string }) {
  const page = LAB_PAGES.find((one) => one.page === name)?.page;
  if (!page) return <NotFound />;
  const Component = COMPONENTS[page];
  return <Component />;
}
