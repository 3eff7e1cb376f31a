import { Button, Group, Slider, Switch, Text } from '@mantine/core';
import { IconDice5, IconRestore } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { colourAxes } from '../../../../src-shared/lab/augment/pca.ts';
import { useStore } from '../../../state/store.ts';
import { Section } from '../../../ui/page.tsx';
import { Slide } from '../lab-page.tsx';
import { GridFigure } from '../parts/number-grid.tsx';
import { PixelCanvas } from '../parts/pixel-canvas.tsx';
import { labPicture } from '../picture/lab-picture.ts';
import { PictureChoice } from '../picture/picture-choice.tsx';
import { boatScene } from '../picture/scenes.ts';
import classes from './augmentation.module.css';
import { CHANGE_GROUPS, type ChangeField } from './change-fields.ts';
import { applyChanges, type Changes, CROP_SIZE, drawChanges, NO_CHANGES } from './changes.ts';
import { ManyDraws } from './many-draws.tsx';

/** Every transformation, live on the user's picture. */
export function Augmenter() {
  const pixels = useStore(labPicture, (picture) => picture.pixels);
  const [changes, setChanges] = useState<Changes>(NO_CHANGES);
  const second = useMemo(boatScene, []);
  const axes = useMemo(() => colourAxes(pixels), [pixels]);
  // A slider that is dragged asks faster than pictures can be made: it gets the latest one, and stays smooth itself.
  const asked = useDeferredValue(changes);
  const result = useMemo(() => applyChanges(pixels, second, axes, asked), [pixels, second, axes, asked]);
  const mixed = changes.mixed > 0 || changes.cut > 0;
  return (
    <>
      <Section title="One picture, changed" aside={<Slide title="Key Achievements" />}>
        <PictureChoice />
        <div className={classes.layout}>
          <div className={classes.views}>
            <GridFigure title="Record" size={`${pixels.width} × ${pixels.height}`}>
              <PixelCanvas pixels={pixels} label="The picture as it is" size={176} />
            </GridFigure>
            <GridFigure title="What the network sees" size={`${CROP_SIZE} × ${CROP_SIZE}`}>
              <PixelCanvas pixels={result} label="The picture, changed" size={312} />
            </GridFigure>
            <Group gap="xs">
              <Button
                variant="default"
                leftSection={<IconDice5 size={16} />}
                onClick={() => setChanges(drawChanges(changes.seed + 1))}
              >
                At random
              </Button>
              <Button
                variant="subtle"
                leftSection={<IconRestore size={16} />}
                onClick={() => setChanges(NO_CHANGES)}
              >
                As it is
              </Button>
            </Group>
          </div>
          <div className={classes.controls}>
            <Switch
              label="Mirror"
              checked={changes.mirrored}
              onChange={(event) => setChanges({ ...changes, mirrored: event.currentTarget.checked })}
            />
            {CHANGE_GROUPS.map(({ title, fields }) => (
              <fieldset key={title} className={classes.group}>
                <legend>{title}</legend>
                {fields.map((field) => (
                  <ChangeSlider
                    key={field.field}
                    look={field}
                    value={changes[field.field]}
                    onChange={(value) => setChanges({ ...changes, [field.field]: value })}
                  />
                ))}
              </fieldset>
            ))}
          </div>
        </div>
        {mixed && (
          <Text size="sm" c="dimmed" mt="md">
            The label is mixed as the pictures are: the second one counts{' '}
            {Math.round((1 - (1 - changes.mixed) * (1 - changes.cut)) * 100)} %.
          </Text>
        )}
      </Section>
      <ManyDraws pixels={pixels} second={second} axes={axes} />
    </>
  );
}

interface ChangeSliderProps {
  readonly look: ChangeField;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** One change with its amount. */
function ChangeSlider({ look, value, onChange }: ChangeSliderProps) {
  const rounded = Number(value.toFixed(2));
  return (
    <div className={classes.row}>
      <span>{look.title}</span>
      <Slider
        min={look.min}
        max={look.max}
        step={look.step}
        value={value}
        onChange={onChange}
        label={null}
        size="sm"
        thumbLabel={look.title}
      />
      <span className={classes.amount}>{look.format(rounded)}</span>
    </div>
  );
}
