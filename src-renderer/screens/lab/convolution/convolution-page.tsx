import { useState } from 'react';
import { HORIZONTAL_EDGE } from '../../../../src-shared/lab/filters.ts';
import { LabPage } from '../lab-page.tsx';
import { ManyFilters } from './many-filters.tsx';
import { OnPicture } from './on-picture.tsx';
import { RgbConvolution } from './rgb-convolution.tsx';
import { SlidingFilter } from './sliding-filter.tsx';

/** The slides on convolution: one channel, a whole picture, three channels, many filters. */
export function ConvolutionPage() {
  const [filter, setFilter] = useState(HORIZONTAL_EDGE.weights);
  return (
    <LabPage page="convolution">
      <SlidingFilter filter={filter} onFilter={setFilter} />
      <OnPicture filter={filter} />
      <RgbConvolution />
      <ManyFilters />
    </LabPage>
  );
}
