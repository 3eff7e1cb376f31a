import sharp, { type Color, type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePicture } from '../../src-main/data/decode-picture.ts';
import { blackPng, jpeg } from '../helpers/pictures.ts';

const SIZE = 256;
const RED = { r: 220, g: 20, b: 30 };
const BLUE = { r: 20, g: 40, b: 210 };

/** 80 × 40: red on the left, blue on the right; as raw pixels or more of sharp. */
function halves(): Sharp {
  const pixels = Buffer.alloc(80 * 40 * 3);
  for (let i = 0; i < 80 * 40; i++) {
    const { r, g, b } = i % 80 < 40 ? RED : BLUE;
    pixels.set([r, g, b], i * 3);
  }
  return sharp(pixels, { raw: { width: 80, height: 40, channels: 3 } });
}

const plain = (background: Color, channels: 3 | 4 = 3) =>
  sharp({ create: { width: 64, height: 64, channels, background } });

/** The colour at a place of the record. */
async function colourAt(bytes: Buffer, x: number, y: number): Promise<number[]> {
  const { pixels } = await decodePicture(bytes);
  expect(pixels).toHaveLength(SIZE * SIZE * 3);
  return [...pixels.subarray((y * SIZE + x) * 3, (y * SIZE + x) * 3 + 3)];
}

const reasonOf = (bytes: Buffer) =>
  decodePicture(bytes).then(
    () => 'decoded',
    (error: Error) => error.message,
  );

function expectColour(actual: readonly number[], { r, g, b }: typeof RED, tolerance = 6): void {
  for (const [index, value] of [r, g, b].entries()) {
    expect(Math.abs((actual[index] ?? 0) - value)).toBeLessThanOrEqual(tolerance);
  }
}

describe('decoding a picture', () => {
  it('cuts the middle out of the picture scaled by its shorter side', async () => {
    const bytes = await halves().png().toBuffer();
    expectColour(await colourAt(bytes, 60, 128), RED);
    expectColour(await colourAt(bytes, 196, 128), BLUE);
    // 512 pixels wide before the cut: the border of red and blue is at its middle.
    expectColour(await colourAt(bytes, 120, 128), RED);
    expectColour(await colourAt(bytes, 136, 128), BLUE);
    expect(await decodePicture(bytes)).toMatchObject({ width: 80, height: 40 });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('turns a picture upright by EXIF orientation %i', async (orientation) => {
    // Where "red" of the stored picture (its left half) is to be seen.
    const red = ['left', 'right', 'right', 'left', 'top', 'top', 'bottom', 'bottom'][orientation - 1];
    const bytes = await halves().jpeg({ quality: 95 }).withMetadata({ orientation }).toBuffer();
    const [near, far] = [40, 216];
    const place = { left: [near, 128], right: [far, 128], top: [128, near], bottom: [128, far] }[
      red ?? 'left'
    ];
    expectColour(await colourAt(bytes, place?.[0] ?? 0, place?.[1] ?? 0), RED, 12);
    const upright = orientation < 5 ? { width: 80, height: 40 } : { width: 40, height: 80 };
    expect(await decodePicture(bytes)).toMatchObject(upright);
  });

  it.each(['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const)('reads %s', async (format) => {
    const bytes = await plain(RED).toFormat(format).toBuffer();
    expectColour(await colourAt(bytes, 128, 128), RED, 12);
    expect(await decodePicture(bytes)).toMatchObject({ width: 64, height: 64 });
  });

  it('lays transparency on white', async () => {
    const clear = await plain({ ...RED, alpha: 0 }, 4)
      .png()
      .toBuffer();
    expect(await colourAt(clear, 128, 128)).toEqual([255, 255, 255]);
    const half = await plain({ r: 0, g: 0, b: 0, alpha: 0.5 }, 4).png().toBuffer();
    expectColour(await colourAt(half, 128, 128), { r: 127, g: 127, b: 127 });
  });

  it('makes three channels of grey', async () => {
    const grey = await plain({ r: 90, g: 90, b: 90 }).greyscale().toColourspace('b-w').png().toBuffer();
    expect((await sharp(grey).metadata()).channels).toBe(1);
    expectColour(await colourAt(grey, 128, 128), { r: 90, g: 90, b: 90 }, 2);
  });

  it('makes 8 bits of 16', async () => {
    const deep = await plain(RED).toColourspace('rgb16').png().toBuffer();
    expect((await sharp(deep).metadata()).depth).toBe('ushort');
    expectColour(await colourAt(deep, 128, 128), RED, 2);
  });

  it('brings CMYK to sRGB', async () => {
    const cmyk = await plain(RED)
      .toColourspace('cmyk')
      .jpeg({ quality: 100 })
      .withIccProfile('cmyk')
      .toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
    expectColour(await colourAt(cmyk, 128, 128), RED, 30);
  });

  it('brings other profiles to sRGB', async () => {
    const wide = await plain({ r: 200, g: 60, b: 60 }).withIccProfile('p3').png().toBuffer();
    expect((await sharp(wide).metadata()).hasProfile).toBe(true);
    expectColour(await colourAt(wide, 128, 128), { r: 200, g: 60, b: 60 }, 3);
  });

  it.each(['gif', 'webp'] as const)('takes the first frame of a moving %s', async (format) => {
    const frames = await Promise.all([RED, BLUE].map((colour) => plain(colour).png().toBuffer()));
    const moving = await sharp(frames, { join: { animated: true } })
      .toFormat(format)
      .toBuffer();
    expect((await sharp(moving).metadata()).pages).toBe(2);
    expectColour(await colourAt(moving, 128, 128), RED, 12);
    expect(await decodePicture(moving)).toMatchObject({ width: 64, height: 64 });
  });

  it('takes pictures of one pixel and of one row', async () => {
    expect(await colourAt(await blackPng(1, 1), 128, 128)).toEqual([0, 0, 0]);
    expect(await colourAt(await blackPng(5000, 1), 128, 128)).toEqual([0, 0, 0]);
  });

  it('gives the same record every time', async () => {
    const bytes = await jpeg(7, 500, 375);
    expect((await decodePicture(bytes)).pixels).toEqual((await decodePicture(bytes)).pixels);
  });
});

describe('a picture that is rejected', () => {
  it('is empty', async () => {
    expect(await reasonOf(Buffer.alloc(0))).toBe('The file is empty.');
  });

  it('is cut short', async () => {
    const bytes = await halves().jpeg().toBuffer();
    const reason = 'The picture is cut short: the file ends before all of it was read.';
    expect(await reasonOf(bytes.subarray(0, bytes.length - 2))).toBe(reason);
    expect(await reasonOf(bytes.subarray(0, bytes.length - 200))).toBe(reason);
  });

  it.each(['jpeg', 'png', 'webp', 'gif'] as const)(
    'is a %s cut short, beside others that are broken',
    async (format) => {
      const noise = Buffer.from(Array.from({ length: 200 * 200 * 3 }, (_, i) => (i * i * 31) % 251));
      const whole = await sharp(noise, { raw: { width: 200, height: 200, channels: 3 } })
        .toFormat(format)
        .toBuffer();
      const short = whole.subarray(0, Math.floor(whole.length * 0.7));
      const tiff = await halves().tiff().toBuffer();
      const files = [Buffer.from('text'), tiff.subarray(0, 40), short];
      const reasons = await Promise.all(
        Array.from({ length: 40 }, (_, index) => reasonOf(files[index % 3] ?? short)),
      );
      expect(new Set(reasons.filter((_, index) => index % 3 === 2))).toEqual(
        new Set(['The picture is cut short: the file ends before all of it was read.']),
      );
    },
  );

  it('is cut short so much that not even its header is there', async () => {
    const bytes = await halves().tiff().toBuffer();
    expect(await reasonOf(bytes.subarray(0, 40))).toBe(
      'The picture is damaged or cut short: its header cannot be read.',
    );
  });

  it('is damaged in the middle', async () => {
    const noise = Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * i * 31) % 251));
    const bytes = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
      .png()
      .toBuffer();
    const middle = Math.floor(bytes.length / 2);
    bytes.fill(0, middle, middle + 100);
    expect(await reasonOf(bytes)).toBe('The picture is damaged: a part of it cannot be decoded.');
  });

  it.each([
    ['text', 'This is no picture.\n'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    ['a document', '%PDF-1.7\n1 0 obj\n'],
  ])('is %s', async (_, content) => {
    expect(await reasonOf(Buffer.from(content))).toBe(
      'The file is not a picture that can be read; JPEG, PNG, WebP, GIF, TIFF and AVIF are.',
    );
  });

  it('has 900 megapixels, and costs no memory', async () => {
    const bytes = await blackPng(30_000, 30_000);
    const before = process.memoryUsage.rss();
    expect(await reasonOf(bytes)).toBe(
      'The picture has 900 megapixels (30000 × 30000); at most 268 are read.',
    );
    expect(process.memoryUsage.rss() - before).toBeLessThan(100e6);
  });
});
