import { Text } from '@mantine/core';
import { useCallback, useMemo, useRef } from 'react';
import type { UnitFigures } from '../../../../src-shared/contract/inspect-answers.ts';
import { FigureStrip } from '../../../ui/figure.tsx';
import { formatPercent } from '../../../ui/format.ts';
import { pictureChoices } from '../parts/picture-choices.ts';
import { SaveMenu } from '../parts/save-menu.tsx';
import { shortNumber, shortValue } from '../parts/short-number.ts';
import { TileSheet } from '../parts/tile-sheet.tsx';
import { COLOUR_CHANNELS, type FilterBytes, filterPixels } from './filter-pixels.ts';
import classes from './filters.module.css';

interface FilterDetailsProps {
  readonly layer: string;
  readonly kernels: FilterBytes;
  readonly filter: number;
  readonly norm: number | null;
  readonly bias: number | null;
  /** Once the validation pictures have been looked through. */
  readonly unit: UnitFigures | undefined;
  readonly labels: readonly string[];
  readonly channel: number;
  readonly onChannel: (channel: number) => void;
}

/** One filter: all of its channels, and its figures. */
export function FilterDetails(props: FilterDetailsProps) {
  const { layer, kernels, filter, norm, bias, unit, labels, channel, onChannel } = props;
  const { channels, height, width } = kernels;
  const canvas = useRef<HTMLCanvasElement>(null);
  const maps = useMemo(() => ({ count: channels, height, width }), [channels, height, width]);
  const pixelsOf = useCallback((at: number) => filterPixels(kernels, filter, at), [kernels, filter]);
  const side = Math.max(height, width);
  return (
    <section className={classes.details} aria-label="The chosen filter">
      <div className={classes.detailsHead}>
        <h3 className={classes.title}>Filter {filter + 1}</h3>
        <SaveMenu what="the filter" file={`${layer} filter ${filter + 1}`} choices={pictureChoices(canvas)} />
      </div>
      <FigureStrip
        label="The filter"
        figures={[
          { label: 'Norm', value: shortValue(norm) },
          { label: 'Bias', value: shortValue(bias) },
          ...(unit
            ? [
                { label: 'Answers on', value: formatPercent(unit.active, 0), of: 'of the pictures' },
                {
                  label: 'Most for',
                  value: unit.class ? (labels[unit.class.index] ?? '') : 'none',
                  of: unit.class ? shortNumber(unit.class.selectivity) : undefined,
                },
              ]
            : []),
        ]}
      />
      <Text size="xs" c="dimmed" mt="sm" mb={4}>
        {channels === COLOUR_CHANNELS ? 'Red, green and blue' : `All ${channels} input channels`}: orange is
        negative, violet positive.
      </Text>
      <TileSheet
        label={`Filter ${filter + 1}, ${channels} input channels`}
        maps={maps}
        tile={
          channels === COLOUR_CHANNELS
            ? side * Math.max(1, Math.floor(88 / side))
            : side * Math.max(1, Math.floor(20 / side))
        }
        gap={side < 7 ? 5 : 2}
        pixelsOf={pixelsOf}
        chosen={channels === COLOUR_CHANNELS ? null : channel}
        onChoose={({ index }) => onChannel(index)}
        canvasRef={canvas}
      />
    </section>
  );
}
