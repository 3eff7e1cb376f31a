import { Slider, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { convolveChannels } from '../../../../src-shared/lab/convolve.ts';
import { largestMagnitude } from '../../../../src-shared/lab/matrix.ts';
import { channelOf, greyPixels } from '../../../../src-shared/lab/pixels.ts';
import { formatCount } from '../../../../src-shared/nets/format-number.ts';
import { useStore } from '../../../state/store.ts';
import { Section } from '../../../ui/page.tsx';
import { Slide } from '../lab-page.tsx';
import { NumberGrid } from '../parts/number-grid.tsx';
import { PixelCanvas } from '../parts/pixel-canvas.tsx';
import { labPicture } from '../picture/lab-picture.ts';
import classes from './convolution.module.css';
import { RGB_PICTURE, TEN_FILTERS } from './rgb.ts';

/** Each filter gives a map of its own: two filters 4 × 4 × 2, ten filters 4 × 4 × 10. */
export function ManyFilters() {
  const [count, setCount] = useState(2);
  const pixels = useStore(labPicture, (picture) => picture.pixels);
  const channels = useMemo(() => ([0, 1, 2] as const).map((channel) => channelOf(pixels, channel)), [pixels]);
  const maps = useMemo(
    () =>
      TEN_FILTERS.map((filter) => {
        const { feature } = convolveChannels(channels, filter);
        const largest = largestMagnitude(feature);
        return greyPixels(feature, -largest, largest);
      }),
    [channels],
  );
  return (
    <Section title="Many filters, many maps" aside={<Slide title="For multiple filters" />}>
      <Text size="sm" mb="xs">
        Filters
      </Text>
      <Slider
        maw={360}
        mb="xl"
        min={1}
        max={10}
        value={count}
        onChange={setCount}
        marks={[1, 2, 10].map((value) => ({ value, label: value }))}
        thumbLabel="Filters"
      />
      <p className={classes.result}>
        6 × 6 × 3 ∗ {count} × (3 × 3 × 3) = 4 × 4 × {count}{' '}
        <span className={classes.rest}>
          (3 × 3 × 3) × {count} + {count} = {formatCount(28 * count)} parameters
        </span>
      </p>
      <ul className={classes.maps}>
        {TEN_FILTERS.slice(0, count).map((filter, index) => {
          const map = maps[index];
          return (
            <li key={filter.name}>
              <NumberGrid
                label={`Map of ${filter.name}`}
                matrix={convolveChannels(RGB_PICTURE, filter).feature}
                tone="signed"
                isSmall
              />
              {map && <PixelCanvas pixels={map} label={`The picture under ${filter.name}`} size={162} />}
              {filter.name}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
