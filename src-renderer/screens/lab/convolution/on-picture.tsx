import { Group, Switch, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { convolve } from '../../../../src-shared/lab/convolve.ts';
import { largestMagnitude, type Matrix, mapMatrix } from '../../../../src-shared/lab/matrix.ts';
import { greyOf, greyPixels } from '../../../../src-shared/lab/pixels.ts';
import { useStore } from '../../../state/store.ts';
import { Section } from '../../../ui/page.tsx';
import { Slide } from '../lab-page.tsx';
import { GridFigure, NumberGrid, Operation, Operator } from '../parts/number-grid.tsx';
import { PixelCanvas } from '../parts/pixel-canvas.tsx';
import { labPicture } from '../picture/lab-picture.ts';
import { PictureChoice } from '../picture/picture-choice.tsx';
import classes from './convolution.module.css';

/** The same filter on a whole picture, the user's own. */
export function OnPicture({ filter }: { filter: Matrix }) {
  const pixels = useStore(labPicture, (picture) => picture.pixels);
  const [isRectified, setRectified] = useState(false);
  const grey = useMemo(() => greyOf(pixels), [pixels]);
  const feature = useMemo(() => convolve(grey, filter), [grey, filter]);
  const shown = useMemo(() => {
    const largest = largestMagnitude(feature);
    return isRectified
      ? greyPixels(
          mapMatrix(feature, (value) => Math.max(0, value)),
          0,
          largest,
        )
      : greyPixels(feature, -largest, largest);
  }, [feature, isRectified]);
  const n = grey.width;
  return (
    <Section title="The same filter on a whole picture" aside={<Slide title="Convolution Operation" />}>
      <PictureChoice />
      <div className={classes.pictures}>
        <Operation>
          <GridFigure title="Picture" size={`${n} × ${n}`}>
            <PixelCanvas pixels={greyPixels(grey, 0, 255)} label="The picture in grey" size={236} />
          </GridFigure>
          <Operator>∗</Operator>
          <GridFigure title="Filter" size={`${filter.height} × ${filter.width}`}>
            <NumberGrid label="Filter of the picture" matrix={filter} tone="signed" isSmall />
          </GridFigure>
          <Operator>=</Operator>
          <GridFigure title="Feature map" size={`${feature.height} × ${feature.width}`}>
            <PixelCanvas pixels={shown} label="The feature map of the picture" size={236} />
          </GridFigure>
        </Operation>
      </div>
      <Group mt="md" gap="md">
        <Switch
          label="After ReLU"
          checked={isRectified}
          onChange={(event) => setRectified(event.currentTarget.checked)}
        />
        <Text size="sm" c="dimmed">
          {isRectified
            ? 'Black is zero: what was negative is gone.'
            : 'Grey is zero, white positive, black negative.'}
        </Text>
      </Group>
    </Section>
  );
}
