import type { Random } from '../../../src-shared/random.ts';
import { clamp, cos, sin } from './arithmetic.ts';

/** sRGB, each 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number];

/** The colours of one picture. */
export interface Palette {
  readonly ground: Colour;
  /** The figure's two colours, between which its parts vary. */
  readonly figure: readonly [Colour, Colour];
}

/** How far a figure's hue may stand from its ground's, in turns: neighbours, thirds and opposites on the colour wheel. */
const HARMONIES: readonly [number, ...number[]] = [0.06, 0.11, 0.33, 0.42, 0.5];

/**
 * Colours that go together, drawn in OKLCH so that lightness and hue are what the eye sees. The figure's first colour is
 * at least 0.28 lighter or darker than the ground, its second at least 0.14; both ways and every hue are as likely, so
 * colour says nothing of the class.
 */
export function drawPalette(random: Random): Palette {
  const hue = random.uniform();
  const apart = random.pick(HARMONIES) * random.pick([-1, 1]);
  const dark = random.uniform(0.26, 0.5);
  const light = random.uniform(Math.max(0.7, dark + 0.28), 0.94);
  const spread = random.uniform(0.03, 0.09) * random.pick([-1, 1]);
  const figureIsDark = random.uniform() < 0.5;
  const [groundLight, groundHue] = figureIsDark ? [light, hue + apart] : [dark, hue];
  const [figureLight, figureHue] = figureIsDark ? [dark, hue] : [light, hue + apart];
  const step = (figureIsDark ? 1 : -1) * random.uniform(0.04, 0.14);
  return {
    ground: oklch(groundLight, random.uniform(0.02, 0.1), groundHue),
    figure: [
      oklch(figureLight, random.uniform(0.05, 0.15), figureHue),
      oklch(figureLight + step, random.uniform(0.06, 0.16), figureHue + spread),
    ],
  };
}

/**
 * A colour by lightness 0 to 1, chroma (0 grey, about 0.3 as strong as a screen shows) and hue in turns. Björn Ottosson, "A
 * perceptual color space for image processing" (2020); what lies outside sRGB is clipped.
 */
function oklch(lightness: number, chroma: number, hue: number): Colour {
  const a = chroma * cos(hue);
  const b = chroma * sin(hue);
  const l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
  const m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
  const s = cube(lightness - 0.0894841775 * a - 1.291485548 * b);
  return [
    encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encode(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function cube(x: number): number {
  return x * x * x;
}

/** Linear light to sRGB's curve, by a fit in square roots (error below 0.003) because `Math.pow` is not the same everywhere. */
function encode(linear: number): number {
  const second = Math.sqrt(clamp(linear));
  const fourth = Math.sqrt(second);
  const eighth = Math.sqrt(fourth);
  return clamp(0.585122381 * second + 0.783140355 * fourth - 0.368262736 * eighth);
}
