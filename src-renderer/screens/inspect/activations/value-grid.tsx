import { type ColourScale, colourTable, NOT_A_NUMBER } from '../parts/colour-scale.ts';
import { shortNumber, shortValue } from '../parts/short-number.ts';
import classes from './activations.module.css';

/** Up to this many cells a side their numbers can be read. */
const MOST_WITH_NUMBERS = 3;
const SIDE = 96;

interface ValueGridProps {
  readonly title: string;
  /** Row-major; null is not a number. */
  readonly values: readonly (number | null)[];
  readonly height: number;
  readonly width: number;
  /** Whether null may also be a place outside of what the layer reads. */
  readonly mayBeOutside?: boolean;
}

/** A few values as coloured cells, with their numbers where there is room; those of larger grids are told by their tooltips. */
export function ValueGrid({ title, values, height, width, mayBeOutside = false }: ValueGridProps) {
  const numbers = values.filter((value) => value !== null);
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = numbers.some((value) => value < 0) ? 'signed' : 'strength';
  const cell = SIDE / Math.max(height, width);
  return (
    <figure className={classes.grid}>
      <svg viewBox={`0 0 ${SIDE} ${SIDE}`} role="img" aria-label={title}>
        {values.map((value, at) => {
          const [x, y] = [(at % width) * cell, Math.floor(at / width) * cell];
          const fill = value === null && mayBeOutside ? OUTSIDE : colourOf(value, largest, scale);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
            <g key={at}>
              <rect x={x} y={y} width={cell} height={cell} fill={fill.colour}>
                <title>
                  {value === null && mayBeOutside ? 'outside, or not a number' : shortValue(value)}
                </title>
              </rect>
              {Math.max(height, width) <= MOST_WITH_NUMBERS && (
                <text x={x + cell / 2} y={y + cell / 2 + 3} fill={fill.isLight ? '#000000' : '#ffffff'}>
                  {textOf(value, mayBeOutside)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <figcaption>{title}</figcaption>
    </figure>
  );
}

interface Fill {
  readonly colour: string;
  readonly isLight: boolean;
}

const OUTSIDE: Fill = { colour: 'transparent', isLight: true };

function textOf(value: number | null, mayBeOutside: boolean): string {
  if (value !== null) return shortNumber(Number(value.toPrecision(2)));
  return mayBeOutside ? '' : 'NaN';
}

function colourOf(value: number | null, largest: number, scale: ColourScale): Fill {
  if (value === null) return { colour: `rgb(${NOT_A_NUMBER.join(' ')})`, isLight: false };
  const share = largest === 0 ? 0 : value / largest;
  const level = Math.round(255 * (scale === 'signed' ? 0.5 + share / 2 : share)) * 3;
  const [red = 0, green = 0, blue = 0] = colourTable(scale).subarray(level, level + 3);
  return { colour: `rgb(${red} ${green} ${blue})`, isLight: 0.3 * red + 0.59 * green + 0.11 * blue > 130 };
}
