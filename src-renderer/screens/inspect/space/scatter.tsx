import { useElementSize } from '@mantine/hooks';
import { memo, useMemo, useRef, useState } from 'react';
import { PICTURES_PATH } from '../../../../src-shared/routes.ts';
import { classLook, markPath } from './class-look.ts';
import { isInside, nearestPoint, placePoints, type Spot } from './scatter-place.ts';
import classes from './space.module.css';
import type { FeaturePoint } from './use-features.ts';

const HEIGHT = 520;
const MARGIN = 24;
const REACH = 12;

/** Shorter lines than this are clicks, which undo a selection. */
const FEWEST_CORNERS = 4;

interface ScatterProps {
  readonly points: readonly FeaturePoint[];
  readonly labels: readonly string[];
  /** The class that stands out; null for all. */
  readonly highlighted: number | null;
  readonly selected: ReadonlySet<number>;
  readonly onSelect: (indices: ReadonlySet<number>) => void;
  readonly drawing: React.RefObject<SVGSVGElement | null>;
}

/** The feature space: near points look alike to the network. Hover or the arrow keys show pictures, dragging draws a lasso. */
export function Scatter({ points, labels, highlighted, selected, onSelect, drawing }: ScatterProps) {
  const { ref, width } = useElementSize();
  const [hovered, setHovered] = useState<number | null>(null);
  const [lasso, setLasso] = useState<readonly Spot[] | null>(null);
  const places = useMemo(() => placePoints(points, width, HEIGHT, MARGIN), [points, width]);
  const isDrawing = useRef(false);

  const spotOf = ({ clientX, clientY, currentTarget }: React.PointerEvent): Spot => {
    const box = currentTarget.getBoundingClientRect();
    return [clientX - box.left, clientY - box.top];
  };
  const endLasso = () => {
    isDrawing.current = false;
    if (!lasso) return;
    const indices = places.flatMap((place, index) => (isInside(lasso, place) ? [index] : []));
    onSelect(new Set(lasso.length < FEWEST_CORNERS ? [] : indices));
    setLasso(null);
  };
  const press = (event: React.KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      setHovered(((hovered ?? -1) + move + points.length) % points.length);
    } else if (event.key === 'Enter' && hovered !== null) {
      event.preventDefault();
      const next = new Set(selected);
      if (!next.delete(hovered)) next.add(hovered);
      onSelect(next);
    } else if (event.key === 'Escape') onSelect(new Set());
  };

  const shown = hovered === null ? undefined : points[hovered];
  const shownPlace = hovered === null ? undefined : places[hovered];
  return (
    <div
      ref={ref}
      className={classes.scatter}
      style={{ height: HEIGHT }}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys go from picture to picture
      tabIndex={0}
      aria-label={`Feature space of ${points.length} pictures. The arrow keys go from one to the next, Enter selects it, Escape selects none.`}
      onKeyDown={press}
      onPointerDown={(event) => {
        isDrawing.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        setLasso([spotOf(event)]);
      }}
      onPointerMove={(event) => {
        const spot = spotOf(event);
        if (isDrawing.current && lasso) setLasso([...lasso, spot]);
        else setHovered(nearestPoint(places, spot, REACH));
      }}
      onPointerUp={endLasso}
      onPointerLeave={() => setHovered(null)}
    >
      <svg ref={drawing} width="100%" height={HEIGHT} data-width={width} aria-hidden>
        <g>
          <Points points={points} places={places} highlighted={highlighted} selected={selected} />
          {lasso && (
            <path className={classes.lasso} d={`M${lasso.map((spot) => spot.join(' ')).join('L')}Z`} />
          )}
          {shown && shownPlace && (
            <path className={classes.hovered} d={markPath(classLook(shown.label), ...shownPlace, 7)} />
          )}
        </g>
      </svg>
      <div className={classes.tip} role="status" data-empty={!shown} style={tipPlace(shownPlace, width)}>
        {shown && (
          <>
            <img src={slotUrl(shown.slot)} alt="" width={96} height={96} />
            <span>
              <b>{labels[shown.label]}</b>
              {shown.predicted !== shown.label && <>taken for {labels[shown.predicted]}</>}
            </span>
          </>
        )}
      </div>
    </div>
  );
}

interface PointsProps extends Pick<ScatterProps, 'points' | 'highlighted' | 'selected'> {
  readonly places: readonly Spot[];
}

/** Drawn anew only when the points are others: there may be thousands, and the pointer moves often. */
const Points = memo(function Points({ points, places, highlighted, selected }: PointsProps) {
  return (
    <g>
      {places.map(([x, y], index) => {
        const point = points[index];
        if (!point) return null;
        const look = classLook(point.label);
        const isFaint =
          (highlighted !== null && point.label !== highlighted) ||
          (selected.size > 0 && !selected.has(index));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a point is its place; equal pictures share a slot
          <g key={index} className={classes.point} data-faint={isFaint}>
            {point.predicted !== point.label && (
              <path className={classes.mistake} d={markPath({ ...look, shape: 'circle' }, x, y, 8)} />
            )}
            <path d={markPath(look, x, y, 4)} fill={look.colour} />
          </g>
        );
      })}
    </g>
  );
});

/** The picture of a slot, where its checksum is not known. */
export function slotUrl(slot: number): string {
  return `${PICTURES_PATH}/${slot}?size=128`;
}

/** Beside the point, on the side where there is room. */
function tipPlace(place: Spot | undefined, width: number): React.CSSProperties {
  if (!place) return {};
  const [x, y] = place;
  return {
    left: x > width - 140 ? x - 128 : x + 16,
    top: Math.min(HEIGHT - 150, Math.max(0, y - 60)),
  };
}
