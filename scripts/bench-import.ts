import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { openWorkspace } from '../src-main/services/open-workspace.ts';
import { ImportOptions } from '../src-shared/contract/datasets.ts';
import { random } from '../src-shared/random.ts';

/**
 * How much of sharp's own rate an import reaches: both decode the same new JPEGs of 500 × 375, by turns, so that a busy machine is
 * unkind to both. Say how many with the first argument.
 */

const PICTURES = Number(process.argv[2] ?? 2000);
const ROUNDS = 3;
const THREADS = 2 * availableParallelism();

// Read when the first picture is decoded.
process.env['UV_THREADPOOL_SIZE'] = String(THREADS);
sharp.concurrency(1);
sharp.cache(false);

const folder = await mkdtemp(join(tmpdir(), 'bench-import-'));
try {
  const files = await makePictures(join(folder, 'pictures'));
  const shares: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const own = await rate(() => decodeAll(files));
    const workspace = await openWorkspace(join(folder, `workspace-${round}`), { mode: 'write' });
    const options = ImportOptions.parse({ source: { kind: 'path', path: join(folder, 'pictures') } });
    const first = await rate(() => workspace.imports.importNow(options));
    const again = await rate(() => workspace.imports.importNow(options));
    await workspace.close();
    shares.push(first / own);
    console.log(
      `round ${round}: sharp ${own.toFixed(0)}, import ${first.toFixed(0)}, import again ${again.toFixed(0)} pictures a second`,
    );
  }
  const median = shares.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  console.log(
    `An import of ${PICTURES} pictures reaches ${(median * 100).toFixed(0)} % of sharp's own rate on ${availableParallelism()} cores (median).`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Runs `work` on all pictures and gives pictures a second. */
async function rate(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return (PICTURES / (performance.now() - begin)) * 1000;
}

async function decodeAll(files: readonly string[]): Promise<void> {
  await inParallel(files, async (file) => {
    await sharp(file).resize(256, 256).raw().toBuffer();
  });
}

/** Soft shapes under fine noise: about as many bytes, and as much work, as a photograph. */
async function makePictures(to: string): Promise<string[]> {
  const [width, height, channels] = [500, 375, 3] as const;
  for (const label of ['a', 'b']) await mkdir(join(to, label), { recursive: true });
  const files = Array.from({ length: PICTURES }, (_, i) => join(to, i % 2 ? 'a' : 'b', `${i}.jpg`));
  await inParallel(files, async (file, index) => {
    const { bits } = random('bench-import', index);
    const coarse = Uint8Array.from({ length: 20 * 15 * channels }, bits);
    const shapes = sharp(coarse, { raw: { width: 20, height: 15, channels } }).resize(width, height);
    const pixels = await shapes.raw().toBuffer();
    for (let at = 0; at < pixels.length; at++) {
      pixels[at] = Math.max(0, Math.min(255, (pixels[at] ?? 0) + (bits() % 31) - 15));
    }
    const jpeg = sharp(pixels, { raw: { width, height, channels } }).jpeg({ quality: 85 });
    await writeFile(file, await jpeg.toBuffer());
  });
  return files;
}

async function inParallel(
  files: readonly string[],
  work: (file: string, index: number) => Promise<void>,
): Promise<void> {
  const queue = files.entries();
  await Promise.all(
    Array.from({ length: THREADS }, async () => {
      for (const [index, file] of queue) await work(file, index);
    }),
  );
}
