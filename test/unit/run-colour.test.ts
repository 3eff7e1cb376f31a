import { expect, test } from 'vitest';
import { NO_MARKS } from '../../src-shared/contract/run-marks.ts';
import { RUN_COLOURS, runColour } from '../../src-shared/run-colour.ts';

type Triple = readonly [number, number, number];

/** What people with all cones, without red and without green ones see: matrices on linear RGB (Machado, Oliveira, Fernandes 2009, severity 1). */
const SIGHTS: readonly (readonly [Triple, Triple, Triple])[] = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
];

const dot = (a: Triple, b: Triple) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

function linear(hex: string): Triple {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** Relative luminance (WCAG 2.2). */
const luminance = (hex: string) => dot([0.2126, 0.7152, 0.0722], linear(hex));

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Place in OKLab, whose distances are those that people see (Ottosson 2020). */
function okLab(rgb: Triple): Triple {
  const cone = (weights: Triple) => Math.cbrt(dot(weights, rgb));
  const lms: Triple = [
    cone([0.4122214708, 0.5363325363, 0.0514459929]),
    cone([0.2119034982, 0.6806995451, 0.1073969566]),
    cone([0.0883024619, 0.2817188376, 0.6299787005]),
  ];
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], lms),
    dot([1.9779984951, -2.428592205, 0.4505937099], lms),
    dot([0.0259040371, 0.7827717662, -0.808675766], lms),
  ];
}

function difference(one: string, other: string): number {
  return Math.min(
    ...SIGHTS.map(([r, g, b]) => {
      const [left, right] = [one, other].map((hex) => {
        const seen = linear(hex);
        return okLab(
          [dot(r, seen), dot(g, seen), dot(b, seen)].map((x) => Math.max(0, x)) as unknown as Triple,
        );
      });
      return Math.hypot(...(left ?? []).map((x, i) => x - (right?.[i] ?? 0)));
    }),
  );
}

test('every colour stands out from the light and the dark surface', () => {
  for (const colour of RUN_COLOURS) {
    expect(contrast(colour, '#ffffff'), colour).toBeGreaterThan(3);
    expect(contrast(colour, '#191c22'), colour).toBeGreaterThan(3);
  }
});

test('any two colours stay apart without red or green cones', () => {
  for (const one of RUN_COLOURS)
    for (const other of RUN_COLOURS)
      if (one !== other) expect(difference(one, other), `${one} ${other}`).toBeGreaterThan(0.08);
});

test('a run has the colour that it was given, else that of its number', () => {
  expect(runColour({ number: 1, marks: NO_MARKS })).toBe(RUN_COLOURS[0]);
  expect(runColour({ number: 10, marks: NO_MARKS })).toBe(RUN_COLOURS[1]);
  expect(runColour({ number: 1, marks: { ...NO_MARKS, colour: '#123456' } })).toBe('#123456');
});
