import type { Picture } from '../../../../src-shared/contract/datasets.ts';
import type { Area } from '../../../../src-shared/contract/inspect-answers.ts';
import { pictureUrl } from '../../../../src-shared/routes.ts';
import { fetchBytes } from '../../../client/fetch-bytes.ts';
import { shortNumber } from '../parts/short-number.ts';
import { RECORD_SIZE } from '../picture/chosen-picture.ts';

/** A unit with the pictures that excite it most. */
export interface LikedPictures {
  readonly unit: number;
  readonly pictures: readonly { readonly picture: Picture; readonly value: number; readonly patch: Area }[];
}

const PICTURE = 96;
const GAP = 4;
const SIDE = 3;
const CARD = { width: SIDE * (PICTURE + GAP) + 20, height: SIDE * (PICTURE + GAP) + 40 };
const COLUMNS = 4;

/** Units with their nine pictures and the patches that excite them, the pictures themselves inside, as an SVG file. */
export async function unitsSvg(units: readonly LikedPictures[]): Promise<Blob> {
  const [columns, rows] = [Math.min(COLUMNS, units.length), Math.ceil(units.length / COLUMNS)];
  const [width, height] = [columns * CARD.width, rows * CARD.height];
  const cards = await Promise.all(
    units.map(async (unit, at) => {
      const [x, y] = [(at % COLUMNS) * CARD.width + 10, Math.floor(at / COLUMNS) * CARD.height + 28];
      return `<g transform="translate(${x} ${y})">${await card(unit)}</g>`;
    }),
  );
  const ground = `<rect width="${width}" height="${height}" fill="#ffffff"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="14">${ground}${cards.join('')}</svg>`;
  return new Blob([svg], { type: 'image/svg+xml' });
}

async function card({ unit, pictures }: LikedPictures): Promise<string> {
  const strongest = pictures[0];
  const value = strongest && strongest.value > 0 ? shortNumber(strongest.value) : 'never excited';
  const drawn = await Promise.all(
    pictures.map(async ({ picture, patch }, at) => {
      const [x, y] = [(at % SIDE) * (PICTURE + GAP), Math.floor(at / SIDE) * (PICTURE + GAP)];
      const frame = [patch.left, patch.top, patch.width, patch.height].map(
        (edge) => (edge / RECORD_SIZE) * PICTURE,
      );
      const [left = 0, top = 0, width = 0, height = 0] = frame;
      return `<image x="${x}" y="${y}" width="${PICTURE}" height="${PICTURE}" href="${await dataUrl(pictureUrl(picture, 128))}"/><rect x="${x + left}" y="${y + top}" width="${width}" height="${height}" fill="none" stroke="#ffffff" stroke-width="2"/>`;
    }),
  );
  return `<text y="-8"><tspan font-weight="600">Unit ${unit + 1}</tspan> ${value}</text>${drawn.join('')}`;
}

/** As JPEG, which every program that draws SVG files knows. */
async function dataUrl(url: string): Promise<string> {
  const image = await createImageBitmap(new Blob([await fetchBytes(url, new AbortController().signal)]));
  const canvas = document.createElement('canvas');
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return canvas.toDataURL('image/jpeg', 0.92);
}
