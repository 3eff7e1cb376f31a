import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE, samplePicture } from '../../../../src-main/data/sample/sample.ts';
import { writeSample } from '../../../../src-main/data/sample/write-sample.ts';

const picturesPerClass = 2;
let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'sample-'));
  folder = join(parent, 'textures');
});

afterEach(() => rm(parent, { recursive: true, force: true }));

describe('writing the sample', () => {
  it('makes one sub-folder a class and reports every picture', async () => {
    const progress: number[] = [];
    await writeSample(folder, { picturesPerClass, onProgress: (done) => progress.push(done) });
    expect(await readdir(parent)).toEqual(['textures']);
    expect((await readdir(folder)).toSorted()).toEqual(SAMPLE.classes);
    for (const name of SAMPLE.classes) {
      expect((await readdir(join(folder, name))).toSorted()).toEqual(['000.jpg', '001.jpg']);
    }
    const total = SAMPLE.classes.length * picturesPerClass;
    expect(progress).toEqual(Array.from({ length: total }, (_, i) => i + 1));
  });

  it('writes pictures that decode to what was drawn, but for the traces of JPEG', async () => {
    await writeSample(folder, { picturesPerClass });
    const drawn = samplePicture(3, 1, SAMPLE.seed);
    const { data, info } = await sharp(join(folder, SAMPLE.classes[3] ?? '', '001.jpg'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([256, 256, 3]);
    const difference = drawn.reduce((sum, value, i) => sum + Math.abs(value - (data[i] ?? 0)), 0);
    expect(difference / drawn.length).toBeLessThan(6);
  });

  it('does nothing when the sample is there already', async () => {
    await writeSample(folder, { picturesPerClass });
    const file = join(folder, 'bricks', '000.jpg');
    const before = await stat(file);
    await writeSample(folder, { picturesPerClass, onProgress: () => expect.unreachable() });
    expect((await stat(file)).mtimeMs).toBe(before.mtimeMs);
  });

  it('leaves a folder that holds something else alone', async () => {
    await mkdir(folder);
    await writeFile(join(folder, 'letter.txt'), 'mine');
    await expect(writeSample(folder, { picturesPerClass })).rejects.toMatchObject({ code: 'conflict' });
    expect(await readFile(join(folder, 'letter.txt'), 'utf8')).toBe('mine');
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const abort = new AbortController();
    const writing = writeSample(folder, {
      picturesPerClass,
      signal: abort.signal,
      onProgress: (done) => done === 5 && abort.abort(),
    });
    await expect(writing).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(parent)).toEqual([]);
  });

  it('starts afresh over what a killed attempt left behind', async () => {
    await mkdir(join(`${folder}.partial`, 'bricks'), { recursive: true });
    await writeFile(join(`${folder}.partial`, 'bricks', 'half.jpg'), 'cut');
    await writeSample(folder, { picturesPerClass });
    expect(await readdir(parent)).toEqual(['textures']);
    expect(await readdir(join(folder, 'bricks'))).not.toContain('half.jpg');
  });
});
