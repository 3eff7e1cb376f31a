import { ActionIcon, useComputedColorScheme } from '@mantine/core';
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useWidth } from '../ui/use-width.ts';
import { confusionColours } from './confusion-colours.ts';
import { colourLevels } from './confusion-levels.ts';
import classes from './confusion-matrix.module.css';
import { drawConfusion } from './confusion-pixels.ts';
import type { Confusion } from './confusions.ts';
import { cellAt, type MatrixView, moved, showing, wholeView, zoomed } from './matrix-view.ts';
import type { Place, useCellCursor } from './use-cell-cursor.ts';

interface ConfusionCanvasProps {
  readonly labels: readonly string[];
  readonly values: Confusion;
  readonly order: readonly number[];
  readonly isDifference: boolean;
  readonly cursor: ReturnType<typeof useCellCursor>;
}

/** Cells seen at once up to which every one has its name beside it. */
const NAMED = 40;
/** A cell with a hundredth of the largest value is to be seen too. */
const GAMMA = 0.5;
const STEP = 1.6;

/** A matrix of many classes as a picture that can be zoomed and moved; pointer and arrow keys read single cells. */
export function ConfusionCanvas({ labels, values, order, isDifference, cursor }: ConfusionCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const dragged = useRef<{ x: number; y: number; moved: boolean } | null>(null);
  const size = order.length;
  const [chosenView, setView] = useState<MatrixView>(wholeView(size));
  const view = chosenView.span > size ? wholeView(size) : chosenView;
  const scheme = useComputedColorScheme('light');
  // As many as the screen has for it: where a picture is made smaller, single cells would fall between the pixels.
  const room = useWidth();
  const pixels = Math.max(1, Math.round(room.width * devicePixelRatio));
  const levels = useMemo(() => colourLevels(values, GAMMA), [values]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `scheme` is not read here, but the colours are
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    const image = context.createImageData(pixels, pixels);
    const colours = confusionColours(canvas.current);
    drawConfusion(image.data, pixels, levels, order, view, colours);
    context.putImageData(image, 0, 0);
  }, [levels, order, pixels, view.left, view.top, view.span, isDifference, scheme]);

  // React listens to the wheel passively, where the page could not be kept from zooming too.
  useEffect(() => {
    const element = canvas.current;
    const turn = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { x, y } = shareOf(event, element);
      setView((before) => zoomed(before, size, event.deltaY < 0 ? STEP : 1 / STEP, x, y));
    };
    element?.addEventListener('wheel', turn, { passive: false });
    return () => element?.removeEventListener('wheel', turn);
  }, [size]);

  const zoom = (factor: number) => setView(zoomed(view, size, factor, ...middleOf(view, cursor.place)));
  const placeOf = (event: React.PointerEvent): Place => {
    const { x, y } = shareOf(event, canvas.current);
    return cellAt(view, size, x, y);
  };
  return (
    <div className={classes.zoomed}>
      <div className={classes.zoomButtons}>
        <ActionIcon variant="default" size="sm" aria-label="Zoom in" onClick={() => zoom(STEP)}>
          <IconPlus size={14} />
        </ActionIcon>
        <ActionIcon variant="default" size="sm" aria-label="Zoom out" onClick={() => zoom(1 / STEP)}>
          <IconMinus size={14} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="sm"
          aria-label="Show all classes"
          onClick={() => setView(wholeView(size))}
        >
          <IconMaximize size={14} />
        </ActionIcon>
      </div>
      <Names side="top" labels={labels} order={order} from={view.left} span={view.span} />
      <Names side="left" labels={labels} order={order} from={view.top} span={view.span} />
      <div ref={room.ref} className={classes.picture}>
        <canvas
          ref={canvas}
          className={classes.canvas}
          data-difference={isDifference}
          width={pixels}
          height={pixels}
          role="img"
          tabIndex={0}
          aria-label={`Confusion matrix of ${size} classes. The arrow keys read single cells, Enter shows their pictures, plus and minus zoom. The tables beside it have the mistakes in words.`}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            dragged.current = { x: event.clientX, y: event.clientY, moved: false };
          }}
          onPointerMove={(event) => {
            const from = dragged.current;
            const box = event.currentTarget.getBoundingClientRect();
            if (from && view.span < size && Math.hypot(event.clientX - from.x, event.clientY - from.y) > 3) {
              const [x, y] = [(from.x - event.clientX) / box.width, (from.y - event.clientY) / box.height];
              dragged.current = { x: event.clientX, y: event.clientY, moved: true };
              setView(moved(view, size, x, y));
            } else cursor.point(placeOf(event));
          }}
          onPointerUp={(event) => {
            if (dragged.current && !dragged.current.moved) cursor.choose(placeOf(event));
            dragged.current = null;
          }}
          onPointerLeave={() => cursor.point(null)}
          onKeyDown={(event) => {
            cursor.onKeyDown(event);
            if (event.key === '+' || event.key === '=') zoom(STEP);
            if (event.key === '-') zoom(1 / STEP);
            if (event.key === '0') setView(wholeView(size));
          }}
        />
        <CursorFrame view={view} size={size} place={cursor.place} onHidden={setView} />
      </div>
    </div>
  );
}

/** A frame around the cell under the cursor, big enough to be found; keys that leave the view take it along. */
function CursorFrame({
  view,
  size,
  place,
  onHidden,
}: {
  view: MatrixView;
  size: number;
  place: Place | null;
  onHidden: (view: MatrixView) => void;
}) {
  const following = place ? showing(view, size, place.row, place.column) : view;
  const isHidden = Math.abs(following.left - view.left) + Math.abs(following.top - view.top) > 1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only where the cursor goes to matters
  useEffect(() => {
    if (isHidden) onHidden(following);
  }, [isHidden, place]);
  if (!place) return null;
  const share = (cells: number): string => `${(cells / view.span) * 100}%`;
  return (
    <span
      className={classes.cursor}
      style={{
        left: share(place.column - view.left),
        top: share(place.row - view.top),
        width: share(1),
        height: share(1),
      }}
    />
  );
}

interface NamesProps {
  readonly side: 'top' | 'left';
  readonly labels: readonly string[];
  readonly order: readonly number[];
  readonly from: number;
  readonly span: number;
}

/** Names of the seen rows or columns, once there is room for each. */
function Names({ side, labels, order, from, span }: NamesProps) {
  const first = Math.floor(from);
  const seen = span > NAMED ? [] : order.slice(first, Math.ceil(from + span));
  return (
    <div className={side === 'top' ? classes.topNames : classes.leftNames} aria-hidden>
      {seen.length === 0 && <em>{side === 'top' ? 'what the network said' : 'what the pictures are'}</em>}
      {seen.map((index, at) => {
        const place = ((first + at + 0.5 - from) / span) * 100;
        if (place < 0 || place > 100) return null;
        return (
          <span key={index} style={side === 'top' ? { left: `${place}%` } : { top: `${place}%` }}>
            {labels[index]}
          </span>
        );
      })}
    </div>
  );
}

function shareOf(
  { clientX, clientY }: { clientX: number; clientY: number },
  element: Element | null,
): { x: number; y: number } {
  const box = element?.getBoundingClientRect();
  return box ? { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height } : { x: 0, y: 0 };
}

/** Where to zoom: at the cursor, else in the middle. */
function middleOf(view: MatrixView, place: Place | null): [number, number] {
  if (!place) return [0.5, 0.5];
  return [(place.column + 0.5 - view.left) / view.span, (place.row + 0.5 - view.top) / view.span];
}
