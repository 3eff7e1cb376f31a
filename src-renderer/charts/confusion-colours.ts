import { LEVELS } from './confusion-pixels.ts';

/**
 * RGB of the levels from −1 to 1, one after another, from the element's own colours, so that the style sheet decides on them for each scheme: its
 * background is 0, its text colour 1, its left border −1. Mixed in oklab, so that equal differences look equal, with or without colour vision.
 */
export function confusionColours(element: Element): Uint8Array {
  const { backgroundColor: none, color: more, borderLeftColor: less } = getComputedStyle(element);
  const canvas = new OffscreenCanvas(2 * LEVELS + 1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return new Uint8Array(canvas.width * 3);
  for (let at = 0; at < canvas.width; at++) {
    const share = (Math.abs(at - LEVELS) / LEVELS) * 100;
    context.fillStyle = `color-mix(in oklab, ${at < LEVELS ? less : more} ${share.toFixed(2)}%, ${none})`;
    context.fillRect(at, 0, 1, 1);
  }
  const { data } = context.getImageData(0, 0, canvas.width, 1);
  return Uint8Array.from(
    { length: canvas.width * 3 },
    (_, at) => data[Math.floor(at / 3) * 4 + (at % 3)] ?? 0,
  );
}
