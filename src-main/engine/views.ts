import type { ImageShape } from '../../src-shared/nets/net-spec.ts';
import { RECORD } from './protocol.ts';

/** Where a network looks at a record. */
export interface View {
  /** The top left corner of its crop, whole pixels. */
  readonly left: number;
  readonly top: number;
  readonly mirrored: boolean;
  /** How steps to the right and down on the crop, from its middle, are steps on the record; absent: as they are. */
  readonly bend?: Bend;
}

/** Rows of a matrix: a step (x, y) on the crop is (a·x + b·y, c·x + d·y) on the record. */
export type Bend = readonly [a: number, b: number, c: number, d: number];

/** Side of the crop of networks whose input is smaller; larger ones take what they need. */
const CROP = 224;

/**
 * How many times larger than the network's input the crop is, which then is averaged down to it: LeNet-5's 32 pixels look at 224, because 32 of a record's
 * 256 would show little of the picture. 1 where the input is of that size anyway.
 */
export function reductionOf([height, width]: ImageShape): number {
  return Math.max(1, Math.floor(CROP / Math.max(height, width)));
}

/** Height and width of the crop, in pixels of a record. */
export function cropOf(input: ImageShape): [height: number, width: number] {
  const times = reductionOf(input);
  return [input[0] * times, input[1] * times];
}

/** The middle of the record. */
export function centreView(input: ImageShape): View {
  const [height, width] = cropOf(input);
  return {
    left: Math.floor((RECORD.width - width) / 2),
    top: Math.floor((RECORD.height - height) / 2),
    mirrored: false,
  };
}

/** The paper's test views (section 4.1): four corners and the centre (1 view: only that), each also mirrored. */
export function testViews(input: ImageShape, views: 1 | 10): View[] {
  const centre = centreView(input);
  if (views === 1) return [centre];
  const [height, width] = cropOf(input);
  const right = RECORD.width - width;
  const bottom = RECORD.height - height;
  const places = [
    centre,
    ...[0, right].flatMap((left) => [0, bottom].map((top) => ({ left, top, mirrored: false }))),
  ];
  return places.flatMap((view) => [view, { ...view, mirrored: true }]);
}

/**
 * The views as rows [a0, a1, a2, b0, b1, b2, 0, 0] of ImageProjectiveTransformV3: the pixel (x, y) of the crop is the record's pixel
 * (a0·x + a1·y + a2, b0·x + b1·y + b2). Whole numbers where nothing is bent, so that no value is interpolated.
 */
export function transformsOf(views: readonly View[], input: ImageShape): Float32Array {
  const [height, width] = cropOf(input);
  const rows = new Float32Array(views.length * 8);
  for (const [index, { left, top, mirrored, bend: [a, b, c, d] = [1, 0, 0, 1] }] of views.entries()) {
    const right = mirrored ? -1 : 1;
    // The middle of the crop lies on the same place of the record whatever is done about it.
    const [x, y] = [(width - 1) / 2, (height - 1) / 2];
    rows.set(
      [
        right * a,
        b,
        left + x - (right * a * x + b * y),
        right * c,
        d,
        top + y - (right * c * x + d * y),
        0,
        0,
      ],
      index * 8,
    );
  }
  return rows;
}
