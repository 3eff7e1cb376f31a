import type { ImageShape } from '../../src-shared/nets/net-spec.ts';
import type { Random } from '../../src-shared/random.ts';
import { RECORD } from './protocol.ts';

/** Where a network looks at a record: the top left corner of its crop, and whether the crop is mirrored. */
export interface View {
  readonly left: number;
  readonly top: number;
  readonly mirrored: boolean;
}

/** The middle of the record. */
export function centreView([height, width]: ImageShape): View {
  return {
    left: Math.floor((RECORD.width - width) / 2),
    top: Math.floor((RECORD.height - height) / 2),
    mirrored: false,
  };
}

/** A crop anywhere in the record, mirrored half of the time (paper, section 4.1; deck, "Data Augmentation"). */
export function randomView([height, width]: ImageShape, random: Random): View {
  return {
    left: random.int(RECORD.width - width + 1),
    top: random.int(RECORD.height - height + 1),
    mirrored: random.int(2) === 1,
  };
}

/** The paper's test views (section 4.1): four corners and the centre (1 view: only that), each also mirrored. */
export function testViews(input: ImageShape, views: 1 | 10): View[] {
  const centre = centreView(input);
  if (views === 1) return [centre];
  const right = RECORD.width - input[1];
  const bottom = RECORD.height - input[0];
  const places = [
    centre,
    ...[0, right].flatMap((left) => [0, bottom].map((top) => ({ left, top, mirrored: false }))),
  ];
  return places.flatMap((view) => [view, { ...view, mirrored: true }]);
}

/**
 * The views as rows [a0, a1, a2, b0, b1, b2, 0, 0] of ImageProjectiveTransformV3: the output pixel (x, y) is the input pixel
 * (a0·x + a1·y + a2, b0·x + b1·y + b2). Whole numbers, so that no value is interpolated.
 */
export function transformsOf(views: readonly View[], [, width]: ImageShape): Float32Array {
  const rows = new Float32Array(views.length * 8);
  for (const [index, { left, top, mirrored }] of views.entries()) {
    rows.set(
      mirrored ? [-1, 0, left + width - 1, 0, 1, top, 0, 0] : [1, 0, left, 0, 1, top, 0, 0],
      index * 8,
    );
  }
  return rows;
}
