import { CloseButton, NumberInput, SegmentedControl, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { inspectionUrl } from '../../../../src-shared/routes.ts';
import { studio } from '../../../client/studio.ts';
import { ErrorCard } from '../../../ui/error-card.tsx';
import { FigureStrip } from '../../../ui/figure.tsx';
import { PixelCanvas } from '../../lab/parts/pixel-canvas.tsx';
import { fetchUint8 } from '../parts/fetch-part.ts';
import { pictureChoices } from '../parts/picture-choices.ts';
import { pixelsCanvas } from '../parts/pixels-canvas.ts';
import { SaveMenu } from '../parts/save-menu.tsx';
import { shortNumber } from '../parts/short-number.ts';
import { useWork } from '../parts/use-work.ts';
import { WorkStatus } from '../parts/work-status.tsx';
import { rgbPixels } from '../picture/chosen-picture.ts';
import type { Weights } from '../subject.ts';
import classes from './likes.module.css';

const SIZE = 280;

interface AscentProps {
  readonly weights: Weights;
  readonly layer: string;
  readonly unit: number;
  readonly onClose: () => void;
}

/** The picture that gradient ascent makes for a unit, from noise. */
export function Ascent({ weights, layer, unit, onClose }: AscentProps) {
  const [target, setTarget] = useState<'middle' | 'channel'>('middle');
  const [seed, setSeed] = useState(1);
  const work = useWork(
    ['ascend', weights, layer, unit, target, seed],
    (signal) => studio.inspect.ascend({ ...weights, layer, unit, target, seed }, { signal }),
    { isAsked: true },
  );
  const answer = work.data;
  const picture = useQuery({
    queryKey: ['ascent', answer?.inspectionId],
    enabled: answer !== undefined,
    queryFn: async ({ signal }) => {
      const [height = 0, width = 0] = answer?.shape ?? [];
      const url = inspectionUrl(answer?.inspectionId ?? '', { part: 'picture' });
      return rgbPixels(await fetchUint8(url, signal), width, height);
    },
  });
  return (
    <section className={classes.ascent} aria-label={`Unit ${unit + 1}`}>
      {picture.data ? (
        <PixelCanvas
          pixels={picture.data}
          label={`The picture that unit ${unit + 1} likes most`}
          size={SIZE}
        />
      ) : (
        <Skeleton width={SIZE} height={SIZE} animate={work.isWorking} />
      )}
      <div className={classes.ascentText}>
        <div className={classes.ascentHead}>
          <h3 className={classes.title}>
            Unit {unit + 1} of {layer}
          </h3>
          <CloseButton aria-label="Close the unit" onClick={onClose} />
        </div>
        <Text size="sm" c="dimmed" mb="sm">
          Noise, changed step by step in the direction that excites the unit more: what it would like to see.
        </Text>
        <div className={classes.ascentBar}>
          <SegmentedControl
            size="xs"
            aria-label="What is made stronger"
            value={target}
            onChange={(value) => setTarget(value === 'channel' ? 'channel' : 'middle')}
            data={[
              { value: 'middle', label: 'One unit' },
              { value: 'channel', label: 'Its whole channel' },
            ]}
          />
          <NumberInput
            size="xs"
            w={120}
            aria-label="Seed of the noise"
            leftSection={<span className={classes.prefix}>Seed</span>}
            leftSectionWidth={48}
            min={0}
            max={100_000}
            allowDecimal={false}
            clampBehavior="strict"
            value={seed}
            onChange={(value) => typeof value === 'number' && setSeed(value)}
          />
          {picture.data && (
            <SaveMenu
              what="the picture"
              file={`${layer} unit ${unit + 1}`}
              choices={pictureChoices({ current: pixelsCanvas(picture.data) })}
            />
          )}
        </div>
        <WorkStatus work={work} doing="The picture is being made." failed="The picture could not be made" />
        {picture.isError && (
          <ErrorCard title="The picture did not come" error={picture.error} onRetry={work.start} />
        )}
        {answer && (
          <FigureStrip
            label="The unit"
            figures={[
              { label: 'On the noise', value: shortNumber(answer.before) },
              { label: 'On the picture', value: shortNumber(answer.after) },
            ]}
          />
        )}
      </div>
    </section>
  );
}
