import { describe, expect, it } from 'vitest';
import {
  type ColourScale,
  colourTable,
} from '../../../../src-renderer/screens/inspect/parts/colour-scale.ts';

/** CIE lightness of an sRGB colour, 0..100. */
function lightness(red = 0, green = 0, blue = 0): number {
  const linear = (part: number) => (part <= 10.31475 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  return luminance > 0.008856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance;
}

function lightnesses(scale: ColourScale): number[] {
  const table = colourTable(scale);
  return Array.from({ length: 256 }, (_, level) => lightness(...table.subarray(level * 3, level * 3 + 3)));
}

describe('colour scales', () => {
  it('strength becomes lighter in even steps', () => {
    const all = lightnesses('strength');
    const parts = [0, 64, 128, 192, 255].map((level) => all[level] ?? 0);
    const steps = parts.slice(1).map((one, index) => one - (parts[index] ?? 0));
    for (const step of steps) expect(step).toBeGreaterThan(15);
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(10);
  });

  it('signed is lightest at zero and darkens to both sides', () => {
    const all = lightnesses('signed');
    const lightest = all.indexOf(Math.max(...all));
    expect(Math.abs(lightest - 127.5)).toBeLessThan(8);
    expect(all[0]).toBeLessThan(all[64] ?? 0);
    expect(all[255]).toBeLessThan(all[191] ?? 0);
  });
});
