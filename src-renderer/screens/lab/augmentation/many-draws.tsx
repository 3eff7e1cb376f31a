import { Button } from '@mantine/core';
import { IconDice5 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { ColourAxes } from '../../../../src-shared/lab/augment/pca.ts';
import type { Pixels } from '../../../../src-shared/lab/pixels.ts';
import { Section } from '../../../ui/page.tsx';
import { Slide } from '../lab-page.tsx';
import { PixelCanvas } from '../parts/pixel-canvas.tsx';
import classes from './augmentation.module.css';
import { applyChanges, drawChanges } from './changes.ts';

const DRAWS = 12;

interface ManyDrawsProps {
  readonly pixels: Pixels;
  readonly second: Pixels;
  readonly axes: ColourAxes;
}

/** What a network sees of one picture in twelve epochs. */
export function ManyDraws({ pixels, second, axes }: ManyDrawsProps) {
  const [first, setFirst] = useState(100);
  const draws = useMemo(
    () =>
      Array.from({ length: DRAWS }, (_, index) => ({
        epoch: index + 1,
        picture: applyChanges(pixels, second, axes, drawChanges(first + index)),
      })),
    [pixels, second, axes, first],
  );
  return (
    <Section title="The same picture in twelve epochs" aside={<Slide title="Key Achievements" />}>
      <ul className={classes.draws}>
        {draws.map(({ epoch, picture }) => (
          <li key={epoch}>
            <PixelCanvas pixels={picture} label={`The picture in epoch ${epoch}`} size={200} />
          </li>
        ))}
      </ul>
      <Button
        variant="default"
        mt="md"
        leftSection={<IconDice5 size={16} />}
        onClick={() => setFirst(first + DRAWS)}
      >
        Draw again
      </Button>
    </Section>
  );
}
