import { describe, expect, it } from 'vitest';
import { colourTable } from '../../../../src-renderer/screens/inspect/parts/colour-scale.ts';
import { colourPixels, heatPixels } from '../../../../src-renderer/screens/inspect/why/heat-pixels.ts';

const pixel = (pixels: Uint8ClampedArray, at: number) => [...pixels.subarray(at * 4, at * 4 + 4)];

describe('a map over a picture', () => {
  it('is transparent where it is zero, and as opaque as asked where it is largest', () => {
    const pixels = heatPixels(Float32Array.of(0, 1, 4), 0.5);
    expect(pixel(pixels, 0)[3]).toBe(0);
    expect(pixel(pixels, 2)).toEqual([...colourTable('strength').subarray(765), 128]);
    expect(pixel(pixels, 1)[3]).toBe(64);
  });

  it('has signed colours where something speaks against the class', () => {
    const pixels = heatPixels(Float32Array.of(-2, 0, 2), 1);
    expect(pixel(pixels, 0)).toEqual([...colourTable('signed').subarray(0, 3), 255]);
    expect(pixel(pixels, 2)).toEqual([...colourTable('signed').subarray(765), 255]);
  });

  it('keeps its colours when a single pixel is far beyond the others', () => {
    const map = new Float32Array(1000).fill(1);
    map[0] = 1000;
    expect(pixel(heatPixels(map, 1), 1)[3]).toBe(255);
  });

  it('of nothing but zeros leaves the picture as it is', () => {
    expect(heatPixels(new Float32Array(2), 1).filter((_, at) => at % 4 === 3)).toEqual(
      new Uint8ClampedArray(2),
    );
  });
});

describe('attributions in colours', () => {
  it('are grey at zero and opaque', () => {
    expect(pixel(colourPixels(Float32Array.of(0, 1, -1)), 0)).toEqual([128, 255, 0, 255]);
  });
});
