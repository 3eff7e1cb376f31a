import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Area, ExplainMethod } from '../../../../src-shared/contract/inspect-answers.ts';
import type { InspectionId, LookId } from '../../../../src-shared/ids.ts';
import type { Pixels } from '../../../../src-shared/lab/pixels.ts';
import { inspectionUrl } from '../../../../src-shared/routes.ts';
import { studio } from '../../../client/studio.ts';
import { ErrorCard } from '../../../ui/error-card.tsx';
import { FigureStrip } from '../../../ui/figure.tsx';
import { formatPercent } from '../../../ui/format.ts';
import { csv } from '../parts/csv.ts';
import { fetchFloat32 } from '../parts/fetch-part.ts';
import { npy } from '../parts/npy.ts';
import { pictureChoices } from '../parts/picture-choices.ts';
import { SaveMenu } from '../parts/save-menu.tsx';
import { ScaleLegend } from '../parts/scale-legend.tsx';
import { shortNumber } from '../parts/short-number.ts';
import { useWork } from '../parts/use-work.ts';
import { WorkStatus } from '../parts/work-status.tsx';
import type { Weights } from '../subject.ts';
import { colourPixels, heatPixels } from './heat-pixels.ts';
import classes from './why.module.css';

/** Edge of the drawing in pixels: fine enough for a saved picture, smooth where the map is coarse. */
const EDGE = 480;

/** How the attributions are drawn: over the picture, or in their own colours. */
export type Look = 'heat' | 'colours';

export interface ExplanationProps {
  readonly weights: Weights;
  readonly lookId: LookId;
  readonly record: Pixels;
  /** The part of the record that the network sees. */
  readonly crop: Area;
  readonly method: ExplainMethod;
  /** Grad-CAM: the layer whose maps are weighed; null for the last one. */
  readonly layer: string | null;
  readonly labels: readonly string[];
  readonly label: number;
  readonly onLabel: (label: number) => void;
  readonly name: string;
  readonly look: Look;
  readonly opacity: number;
}

/** Why the picture gets the score of one class. */
export function Explanation(props: ExplanationProps) {
  const { weights, lookId, record, crop, method, layer, labels, label, onLabel, name, look, opacity } = props;
  const work = useWork(
    ['explain', weights, lookId, method, label, layer],
    (signal) =>
      studio.inspect.explain(
        { ...weights, lookId, method, class: label, ...(layer !== null && { layer }) },
        { signal },
      ),
    { isAsked: true },
  );
  const part = look === 'colours' ? 'pixels' : 'map';
  const answer = work.data;
  const values = useQuery({
    queryKey: ['explanation', answer?.inspectionId, part],
    enabled: answer !== undefined,
    queryFn: ({ signal }) => fetchFloat32(inspectionUrl(answer?.inspectionId ?? '', { part }), signal),
  });
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!canvas.current) return;
    drawPicture(canvas.current, record, crop);
    if (answer && values.data) drawValues(canvas.current, values.data, answer.shape, look, opacity);
  }, [record, crop, answer, values.data, look, opacity]);

  return (
    <section className={classes.explanation} aria-label={`Why ${labels[label] ?? ''}`}>
      <div className={classes.head}>
        <Select
          className={classes.label}
          aria-label="Class"
          allowDeselect={false}
          searchable
          value={String(label)}
          data={labels.map((title, index) => ({ value: String(index), label: title }))}
          onChange={(value) => value !== null && onLabel(Number(value))}
        />
        <SaveMenu
          what="the explanation"
          file={`${name} ${method} ${labels[label] ?? ''}`}
          choices={[
            ...pictureChoices(canvas),
            { kind: 'CSV', make: () => mapCsv(answer) },
            { kind: 'NPY', make: async () => npy(await mapOf(answer), answer?.shape ?? []) },
          ]}
        />
      </div>
      <canvas
        ref={canvas}
        className={classes.canvas}
        width={EDGE}
        height={EDGE}
        role="img"
        aria-label={`The picture, with what speaks for ${labels[label] ?? ''}`}
      />
      <WorkStatus work={work} doing="It is being worked out." failed="It could not be worked out" />
      {values.isError && <ErrorCard title="The map did not come" error={values.error} onRetry={work.start} />}
      {!work.isWorking && !work.error && !answer && (
        <button type="button" className={classes.again} onClick={work.start}>
          Cancelled. Work it out
        </button>
      )}
      {answer && (
        <>
          {look === 'heat' && (
            <ScaleLegend
              scale={answer.lowest < 0 ? 'signed' : 'strength'}
              low={answer.lowest < 0 ? 'against' : 'nothing'}
              high="for the class"
            />
          )}
          <FigureStrip
            label="The class"
            figures={[
              { label: 'Probability', value: formatPercent(answer.probability) },
              { label: 'Score before the softmax', value: shortNumber(answer.logit) },
              ...(answer.completeness
                ? [
                    {
                      label: 'All parts together',
                      value: shortNumber(answer.completeness.attributed),
                      of: `of a rise of ${shortNumber(answer.completeness.rise)}`,
                    },
                  ]
                : []),
            ]}
          />
        </>
      )}
    </section>
  );
}

function drawPicture(canvas: HTMLCanvasElement, record: Pixels, crop: Area): void {
  const picture = new OffscreenCanvas(record.width, record.height);
  picture.getContext('2d')?.putImageData(new ImageData(record.data, record.width, record.height), 0, 0);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.imageSmoothingQuality = 'high';
  context.clearRect(0, 0, EDGE, EDGE);
  context.drawImage(picture, crop.left, crop.top, crop.width, crop.height, 0, 0, EDGE, EDGE);
}

function drawValues(
  canvas: HTMLCanvasElement,
  values: Float32Array,
  [height, width]: readonly [number, number],
  look: Look,
  opacity: number,
): void {
  const pixels = look === 'colours' ? colourPixels(values) : heatPixels(values, opacity);
  // Between two answers the values may still be those of the other drawing.
  if (pixels.length !== height * width * 4) return;
  const map = new OffscreenCanvas(width, height);
  map.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  canvas.getContext('2d')?.drawImage(map, 0, 0, EDGE, EDGE);
}

interface Answer {
  readonly inspectionId: InspectionId;
  readonly shape: readonly [number, number];
}

async function mapOf(answer: Answer | undefined): Promise<Float32Array> {
  if (!answer) throw new Error('It is not worked out yet.');
  return fetchFloat32(inspectionUrl(answer.inspectionId, { part: 'map' }), new AbortController().signal);
}

async function mapCsv(answer: Answer | undefined): Promise<Blob> {
  const map = await mapOf(answer);
  const [height, width] = answer?.shape ?? [0, 0];
  return csv(
    ['row', ...Array.from({ length: width }, (_, column) => String(column + 1))],
    Array.from({ length: height }, (_, row) => [row + 1, ...map.subarray(row * width, (row + 1) * width)]),
  );
}
