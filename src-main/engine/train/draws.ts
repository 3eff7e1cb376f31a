import type { ImageShape } from '../../../src-shared/nets/net-spec.ts';
import type { Random } from '../../../src-shared/random.ts';
import type { Augmentation } from '../../../src-shared/recipe/augmentation.ts';
import type { Draws } from '../net-session.ts';
import { RECORD } from '../protocol.ts';
import { type Bend, centreView, cropOf, type View } from '../views.ts';

/** Rows and columns of a rectangle, [top, left, bottom, right). */
type Rectangle = readonly [top: number, left: number, bottom: number, right: number];

/** What is drawn for one picture. */
export interface PictureDraw {
  readonly view: View;
  readonly colour: readonly [number, number, number];
  readonly brightness: number;
  readonly contrast: number;
  readonly erased: Rectangle;
  readonly share: number;
  readonly pasted: Rectangle;
}

const NOTHING: Rectangle = [0, 0, 0, 0];

/** Share of the picture and ratio of height to width of what is erased (Zhong et al. 2020, section 4.1). */
const ERASED = { least: 0.02, most: 0.4, flattest: 0.3 } as const;

/**
 * Draws how a picture is changed. `random` is a stream of that picture in that epoch, so that a resumed run draws the same. Crop and mirror are drawn
 * first and always, so that switching on something else does not move them.
 */
export function drawPicture(augmentation: Augmentation, input: ImageShape, random: Random): PictureDraw {
  const view = drawView(augmentation, input, random);
  const between = (most: number): number => (most > 0 ? random.uniform(-most, most) : 0);
  const { colourShift } = augmentation;
  const normal = (): number => (colourShift > 0 ? colourShift * random.normal() : 0);
  return {
    view,
    colour: [normal(), normal(), normal()],
    brightness: 255 * between(augmentation.brightness),
    contrast: 1 + between(augmentation.contrast),
    erased: augmentation.erasing > 0 ? drawErased(augmentation.erasing, input, random) : NOTHING,
    ...drawMixing(augmentation, input, random),
  };
}

function drawView({ crop, mirror, ...bent }: Augmentation, input: ImageShape, random: Random): View {
  const [height, width] = cropOf(input);
  const [left, top] = [random.int(RECORD.width - width + 1), random.int(RECORD.height - height + 1)];
  const mirrored = random.int(2) === 1 && mirror;
  const bend = drawBend(bent, random);
  return { ...centreView(input), ...(crop && { left, top }), mirrored, ...(bend && { bend }) };
}

/** Rotation, slant and enlargement about the middle of the crop, the other way round: from the crop to the record. */
function drawBend(
  { rotation, shear, scale }: Pick<Augmentation, 'rotation' | 'shear' | 'scale'>,
  random: Random,
): Bend | undefined {
  if (rotation === 0 && shear === 0 && scale === 0) return undefined;
  const turn = (random.uniform(-rotation, rotation) * Math.PI) / 180;
  const slant = Math.tan((random.uniform(-shear, shear) * Math.PI) / 180);
  const size = 1 / random.uniform(1 - scale, 1 + scale);
  const [cos, sin] = [size * Math.cos(turn), size * Math.sin(turn)];
  return [cos, cos * slant - sin, sin, sin * slant + cos];
}

function drawErased(chance: number, [height, width]: ImageShape, random: Random): Rectangle {
  if (random.uniform() >= chance) return NOTHING;
  const area = height * width * random.uniform(ERASED.least, ERASED.most);
  const ratio = random.uniform(ERASED.flattest, 1 / ERASED.flattest);
  const rows = Math.min(height, Math.max(1, Math.round(Math.sqrt(area * ratio))));
  const columns = Math.min(width, Math.max(1, Math.round(Math.sqrt(area / ratio))));
  return placed(rows, columns, random.int(height - rows + 1), random.int(width - columns + 1));
}

/** The share is mirrored at one half, so that a mixed picture's own label is the one that it shows more of (Berthelot et al., "MixMatch", 2019, eq. 9). */
function drawMixing(
  { mixing }: Augmentation,
  [height, width]: ImageShape,
  random: Random,
): Pick<PictureDraw, 'share' | 'pasted'> {
  if (mixing.kind === 'none') return { share: 1, pasted: NOTHING };
  const drawn = beta(mixing.alpha, random);
  const share = Math.max(drawn, 1 - drawn);
  if (mixing.kind === 'mixup') return { share, pasted: NOTHING };
  const side = Math.sqrt(1 - share);
  const [rows, columns] = [Math.round(height * side), Math.round(width * side)];
  const pasted = placed(rows, columns, random.int(height - rows + 1), random.int(width - columns + 1));
  return { share: 1 - (rows * columns) / (height * width), pasted };
}

function placed(rows: number, columns: number, top: number, left: number): Rectangle {
  return [top, left, top + rows, left + columns];
}

/** Beta(alpha, alpha) by Jöhnk's method (1964), which wants alpha near or below 1. */
function beta(alpha: number, random: Random): number {
  for (;;) {
    const [a, b] = [random.uniform() ** (1 / alpha), random.uniform() ** (1 / alpha)];
    if (a + b > 0 && a + b <= 1) return a / (a + b);
  }
}

/** The draws of a batch as a session takes them. Each picture is mixed with the next one: their order is a random one anyway. */
export function toDraws(pictures: readonly PictureDraw[]): Draws {
  return {
    colour: Float32Array.from(pictures.flatMap((p) => p.colour)),
    brightness: Float32Array.from(pictures, (p) => p.brightness),
    contrast: Float32Array.from(pictures, (p) => p.contrast),
    erased: Float32Array.from(pictures.flatMap((p) => p.erased)),
    partners: Int32Array.from(pictures, (_, index) => (index + 1) % pictures.length),
    shares: Float32Array.from(pictures, (p) => p.share),
    pasted: Float32Array.from(pictures.flatMap((p) => p.pasted)),
  };
}
