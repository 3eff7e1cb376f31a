import { Group, Input, Slider } from '@mantine/core';
import { useMemo, useState } from 'react';
import { greyOf, greyPixels } from '../../../../src-shared/lab/pixels.ts';
import { type Pooling, pool } from '../../../../src-shared/lab/pool.ts';
import { useStore } from '../../../state/store.ts';
import { Section } from '../../../ui/page.tsx';
import { Slide } from '../lab-page.tsx';
import { GridFigure, Operation, Operator } from '../parts/number-grid.tsx';
import { PixelCanvas } from '../parts/pixel-canvas.tsx';
import { labPicture } from '../picture/lab-picture.ts';
import { PictureChoice } from '../picture/picture-choice.tsx';
import { PoolingChoice } from './pooling-choice.tsx';

/** A whole picture, pooled: smaller each time, and still the same picture. */
export function PoolPicture() {
  const pixels = useStore(labPicture, (picture) => picture.pixels);
  const [kind, setKind] = useState<Pooling>('max');
  const [size, setSize] = useState(8);
  const grey = useMemo(() => greyOf(pixels), [pixels]);
  const pooled = useMemo(() => pool(grey, size, size, kind), [grey, size, kind]);
  return (
    <Section title="A whole picture, pooled" aside={<Slide title="Pooling layer" />}>
      <PictureChoice />
      <Group gap="xl" my="lg" align="flex-start">
        <PoolingChoice kind={kind} onKind={setKind} />
        <div>
          <Input.Label labelElement="div" display="block" mb={12}>
            Window and stride: {size} × {size}
          </Input.Label>
          <Slider
            w={280}
            min={1}
            max={32}
            value={size}
            onChange={setSize}
            label={null}
            thumbLabel="Window and stride"
          />
        </div>
      </Group>
      <Operation>
        <GridFigure title="Picture" size={`${grey.width} × ${grey.height}`}>
          <PixelCanvas pixels={greyPixels(grey, 0, 255)} label="The picture in grey" size={288} />
        </GridFigure>
        <Operator>→</Operator>
        <GridFigure title="Pooled" size={`${pooled.width} × ${pooled.height}`}>
          <PixelCanvas pixels={greyPixels(pooled, 0, 255)} label="The pooled picture" size={288} />
        </GridFigure>
      </Operation>
    </Section>
  );
}
