import type { Mask, SmallNet } from '../../../../src-shared/lab/dropout.ts';
import classes from './dropout.module.css';

const WIDTH = 480;
const HEIGHT = 360;
const RADIUS = 14;

interface NetDrawingProps {
  readonly net: SmallNet;
  /** What each unit gives, `[layer][unit]`. */
  readonly values: readonly (readonly number[])[];
  readonly mask: Mask | null;
}

/** A small network: circles as strong as their values, crossed out where they are off, and only the lines that carry something. */
export function NetDrawing({ net, values, mask }: NetDrawingProps) {
  const place = (layer: number, unit: number) => ({
    x: RADIUS + 4 + (layer / (net.units.length - 1)) * (WIDTH - 2 * RADIUS - 8),
    y: ((unit + 0.5) / (net.units[layer] ?? 1)) * HEIGHT,
  });
  const isOn = (layer: number, unit: number) => mask?.[layer]?.[unit] ?? true;
  const largest = values.map((layer) => Math.max(1e-9, ...layer.map(Math.abs)));
  const offCount = mask?.flat().filter((on) => !on).length ?? 0;
  return (
    <svg
      className={classes.net}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Network of ${net.units.join(', ')} units, ${offCount} of them off`}
    >
      {net.weights.flatMap((matrix, layer) =>
        matrix.flatMap((row, to) =>
          row.map((weight, from) => {
            const [a, b] = [place(layer, from), place(layer + 1, to)];
            const carries = isOn(layer, from) && isOn(layer + 1, to);
            return (
              <line
                // biome-ignore lint/suspicious/noArrayIndexKey: a line is its two units
                key={`${layer} ${from} ${to}`}
                className={carries ? classes.edge : classes.edgeOff}
                style={carries ? { strokeOpacity: Math.min(0.9, 0.12 + Math.abs(weight) * 0.5) } : {}}
                x1={a.x}
                y1={a.y}
                x2={b.x}
                y2={b.y}
              />
            );
          }),
        ),
      )}
      {values.flatMap((layer, index) =>
        layer.map((value, unit) => {
          const { x, y } = place(index, unit);
          const strength = Math.abs(value) / (largest[index] ?? 1);
          return isOn(index, unit) ? (
            <circle
              // biome-ignore lint/suspicious/noArrayIndexKey: a unit is its place
              key={`${index} ${unit}`}
              className={classes.unit}
              style={{
                fill: `color-mix(in oklab, var(--heat-high) ${(strength * 100).toFixed(0)}%, var(--heat-low))`,
              }}
              cx={x}
              cy={y}
              r={RADIUS}
            />
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a unit is its place
            <g key={`${index} ${unit}`} className={classes.unitOff}>
              <circle cx={x} cy={y} r={RADIUS} />
              <path d={`M ${x - 6} ${y - 6} l 12 12 M ${x + 6} ${y - 6} l -12 12`} />
            </g>
          );
        }),
      )}
    </svg>
  );
}
