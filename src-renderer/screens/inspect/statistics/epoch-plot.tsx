import { useRef } from 'react';
import type { Distribution } from '../../../../src-shared/contract/inspect-answers.ts';
import { LinePlot } from '../../lab/parts/line-plot.tsx';
import { drawingChoices } from '../parts/picture-choices.ts';
import { drawnSvg } from '../parts/save-drawing.ts';
import { SaveMenu } from '../parts/save-menu.tsx';
import type { LayerEpoch } from './ridges.ts';

interface EpochPlotProps<Values extends Distribution> {
  readonly title: string;
  readonly epochs: readonly LayerEpoch<Values>[];
  readonly of: (values: Values) => number | null;
  readonly format: (value: number) => string;
  /** Name of the file that it is saved as, without its title and ending. */
  readonly file: string;
}

/** One figure of a layer over the epochs; what is not known is left out. */
export function EpochPlot<Values extends Distribution>({
  title,
  epochs,
  of,
  format,
  file,
}: EpochPlotProps<Values>) {
  const drawing = useRef<SVGSVGElement>(null);
  const points = epochs.flatMap(({ epoch, values }) => {
    const value = of(values);
    return value === null ? [] : [[epoch, value] as const];
  });
  const last = points.at(-1);
  const highest = points.reduce((most, [, value]) => Math.max(most, value), 0);
  const [firstEpoch, lastEpoch] = [points[0]?.[0] ?? 0, last?.[0] ?? 1];
  return (
    <LinePlot
      title={title}
      height={136}
      x={[firstEpoch, Math.max(firstEpoch + 1, lastEpoch)]}
      y={[0, highest === 0 ? 1 : highest * 1.05]}
      formatX={(epoch) => (Number.isInteger(epoch) ? String(epoch) : '')}
      formatY={format}
      lines={[{ name: 'now', points, look: 0, ...(last && { value: format(last[1]) }) }]}
      showDots={points.length < 30}
      drawing={drawing}
      aside={
        <SaveMenu
          isSmall
          what={title}
          file={`${file} ${title.toLowerCase()}`}
          choices={drawingChoices(() => drawnSvg(drawing.current))}
        />
      }
    />
  );
}
