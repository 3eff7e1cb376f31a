import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRoute, type Route, type RouteParts } from '../../../src-main/http/route.ts';
import type { InspectBytes } from '../../../src-main/services/inspect-answers.ts';
import { createUploads } from '../../../src-main/services/uploads.ts';
import { AppError } from '../../../src-shared/errors.ts';
import { RunId } from '../../../src-shared/ids.ts';
import { filterEpochUrl, inspectionUrl, lookUrl } from '../../../src-shared/routes.ts';
import { type SeriesRequest, seriesUrl } from '../../../src-shared/series/series-request.ts';

let folder: string;
let route: Route;
let unexpected: unknown[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'route-'));
  const rendererFolder = join(folder, 'renderer');
  await mkdir(join(rendererFolder, 'assets'), { recursive: true });
  await writeFile(join(rendererFolder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__" />');
  await writeFile(join(rendererFolder, 'assets', 'main.js'), 'export {};');
  await writeFile(join(rendererFolder, 'assets', 'ort.wasm'), 'wasm');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  unexpected = [];
  route = createRoute({
    rendererFolder,
    thumbnails: {
      checksum: (slot) => (slot === 7 ? 0xbeef : null),
      render: async (_, size) => new TextEncoder().encode(`picture at ${size}`),
    },
    uploads: createUploads(join(folder, 'uploads'), { fileBytes: 1000, totalBytes: 1500 }),
    inspect,
    series,
    ...others,
    onUnexpected: (error) => unexpected.push(error),
  });
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** What other tests ask for: here it only has to be named. */
const others = {} as Pick<
  RouteParts,
  'classifiers' | 'models' | 'exports' | 'downloads' | 'reader' | 'classify'
>;

const series = {
  read: async ({ axis, runs }: SeriesRequest) => new TextEncoder().encode(`${axis} ${JSON.stringify(runs)}`),
};

const inspect: InspectBytes = {
  part: async (id, { part, layer, index }) => {
    if (id !== 'answer01') throw new AppError('not-found', 'Gone.');
    return {
      shape: [1, 2],
      data: new Float32Array([part === 'channel' ? 1.5 : 0, (layer ?? '').length + (index ?? 0)]),
    };
  },
  record: () => ({ shape: [3], data: new Uint8Array([1, 2, 3]) }),
  filterEpoch: async (_, epoch) => ({ shape: [1], data: new Float32Array([epoch]) }),
};

const ask = (path: string, init?: RequestInit) => route(new Request(`http://127.0.0.1:1${path}`, init));

describe('the window', () => {
  it('carries the same new nonce in page and policy each time', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const answer = await ask('/');
        const nonce = /content="([^"]+)"/.exec(await answer.text())?.[1];
        expect(answer.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('has a page without a nonce nowhere', async () => {
    expect((await ask('/index.html')).status).toBe(404);
  });

  it('serves scripts and wasm by their types, to be kept for ever', async () => {
    const script = await ask('/assets/main.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect((await ask('/assets/ort.wasm')).headers.get('content-type')).toBe('application/wasm');
  });

  it('answers what is missing with 404 and never with the page', async () => {
    const answer = await ask('/assets/none.wasm');
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('meta');
  });

  it('does not follow symbolic links out of its folder', async () => {
    await symlink(join(folder, 'secret.txt'), join(folder, 'renderer', 'link.txt'));
    await symlink(folder, join(folder, 'renderer', 'up'));
    expect((await ask('/link.txt')).status).toBe(404);
    expect((await ask('/up/secret.txt')).status).toBe(404);
  });

  it('says what to do when it was not built', async () => {
    await rm(join(folder, 'renderer'), { recursive: true });
    const answer = await ask('/');
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('npm run build');
  });

  it('takes no other methods', async () => {
    expect((await ask('/assets/main.js', { method: 'POST' })).status).toBe(405);
  });
});

describe('thumbnails', () => {
  it('are kept for ever under an address with the right checksum', async () => {
    const answer = await ask('/pictures/7?size=128&crc=beef');
    expect(await answer.text()).toBe('picture at 128');
    expect(answer.headers.get('content-type')).toBe('image/webp');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('are asked for again under one without', async () => {
    const answer = await ask('/pictures/7?size=128');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    const etag = answer.headers.get('etag') ?? '';
    expect((await ask('/pictures/7?size=128', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it.each([
    ['/pictures/8?size=128', 404],
    ['/pictures/7?size=128&crc=dead', 404],
    ['/pictures/7', 400],
    ['/pictures/7?size=5000', 400],
    ['/pictures/-1?size=128', 400],
    ['/pictures/7e3?size=128', 400],
    ['/pictures/..%2f7?size=128', 400],
  ])('%s is answered with %i', async (path, status) => {
    expect((await ask(path)).status).toBe(status);
  });
});

const Uploaded = z.object({ uploadId: z.string() });

describe('uploads', () => {
  async function open(): Promise<string> {
    const answer = await ask('/uploads', { method: 'POST' });
    expect(answer.status).toBe(201);
    return Uploaded.parse(await answer.json()).uploadId;
  }
  const put = (path: string, body: string | ReadableStream) =>
    ask(path, { method: 'PUT', body, duplex: 'half' } as RequestInit);

  it('keep files under their names, with spaces, emoji and folders', async () => {
    const id = await open();
    expect((await put(`/uploads/${id}/cats/my%20%F0%9F%90%88.jpg`, 'meow')).status).toBe(204);
    expect(await readFile(join(folder, 'uploads', id, 'cats', 'my 🐈.jpg'), 'utf8')).toBe('meow');
  });

  it('refuse a file above the limit and leave nothing of it, whether it was announced or not', async () => {
    const id = await open();
    const stream = new Blob(['x'.repeat(1001)]).stream();
    const streamed = await put(`/uploads/${id}/big.jpg`, stream);
    expect(streamed.status).toBe(400);
    expect(await streamed.json()).toMatchObject({
      message: expect.stringMatching(/^big\.jpg: .* larger than/),
    });
    const announced = await ask(`/uploads/${id}/big.jpg`, {
      method: 'PUT',
      body: 'x',
      headers: { 'content-length': '1001' },
    });
    expect(announced.status).toBe(400);
    await expect(readFile(join(folder, 'uploads', id, 'big.jpg'))).rejects.toThrow('ENOENT');
  });

  it('refuse files beyond the total of an upload', async () => {
    const id = await open();
    expect((await put(`/uploads/${id}/a`, 'x'.repeat(900))).status).toBe(204);
    expect((await put(`/uploads/${id}/b`, 'x'.repeat(900))).status).toBe(400);
  });

  it('refuse the same name twice, and a folder under a file', async () => {
    const id = await open();
    await put(`/uploads/${id}/a`, 'first');
    expect((await put(`/uploads/${id}/a`, 'second')).status).toBe(409);
    expect((await put(`/uploads/${id}/a/b`, 'third')).status).toBe(409);
    expect(await readFile(join(folder, 'uploads', id, 'a'), 'utf8')).toBe('first');
  });

  it.each(['..%2f..%2fsecret.txt', '..%5cx', 'a/%2e%2e%2fb', 'a%00b', 'a//b', '%2F'])(
    'refuse the path %s',
    async (path) => {
      const id = await open();
      expect((await put(`/uploads/${id}/${path}`, 'evil')).status).toBe(400);
      expect(await readFile(join(folder, 'secret.txt'), 'utf8')).toBe('secret');
    },
  );

  it('know no uploads but their own', async () => {
    expect((await put('/uploads/abcd1234/a', 'x')).status).toBe(404);
    expect((await put('/uploads/%2e%2e/a', 'x')).status).toBe(405);
    expect((await put('/uploads/ABC/a', 'x')).status).toBe(400);
  });

  it('are gone when they are dropped', async () => {
    const id = await open();
    await put(`/uploads/${id}/a`, 'x');
    expect((await ask(`/uploads/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await put(`/uploads/${id}/b`, 'x')).status).toBe(404);
  });
});

describe('numbers of the inspector', () => {
  it('come as they are, with shape and type', async () => {
    const url = inspectionUrl('answer01', { part: 'channel', layer: 'conv2d', index: 7 });
    const answer = await ask(url);
    expect(Object.fromEntries(answer.headers)).toMatchObject({ 'x-shape': '1,2', 'x-dtype': 'float32' });
    expect([...new Float32Array(await answer.arrayBuffer())]).toEqual([1.5, 13]);
    expect(new Uint8Array(await (await ask(lookUrl('look0001'))).arrayBuffer())).toEqual(
      new Uint8Array([1, 2, 3]),
    );
    const filters = await ask(filterEpochUrl('run00001', 4));
    expect([...new Float32Array(await filters.arrayBuffer())]).toEqual([4]);
  });

  it('are refused under other addresses, and not found once they are gone', async () => {
    expect((await ask('/inspect/answers/answer01')).status).toBe(400);
    expect((await ask('/inspect/answers/answer01/tiles?index=x')).status).toBe(400);
    expect((await ask('/inspect/answers/answer02/tiles')).status).toBe(404);
  });
});

describe('series', () => {
  it('are asked for by stretches of runs', async () => {
    const wanted = [
      { id: RunId.parse('run00001'), from: -Infinity, to: Infinity },
      { id: RunId.parse('run00002'), from: 1.5, to: 200 },
    ];
    const request = { axis: 'wall', rows: 800, logarithmic: false, columns: ['loss'], epochs: true } as const;
    const answer = await ask(seriesUrl({ ...request, columns: ['loss'], runs: wanted }));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(`wall ${JSON.stringify(wanted)}`);
  });

  it('are refused under other addresses', async () => {
    expect((await ask('/series')).status).toBe(400);
    const rest = 'axis=step&rows=10&logarithmic=false&columns=loss&epochs=false';
    expect((await ask(`/series?${rest}&run=run00001`)).status).toBe(200);
    expect((await ask(`/series?${rest}&run=../../etc`)).status).toBe(400);
    expect((await ask(`/series?${rest}&run=run00001:a:b`)).status).toBe(400);
  });
});

describe('bugs', () => {
  it('are reported, and told without details', async () => {
    route = createRoute({
      rendererFolder: folder,
      thumbnails: {
        checksum: () => {
          throw new TypeError('secret detail');
        },
        render: async () => new Uint8Array(),
      },
      uploads: createUploads(folder),
      inspect,
      series,
      ...others,
      onUnexpected: (error) => unexpected.push(error),
    });
    const answer = await ask('/pictures/1?size=64');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret detail');
    expect(unexpected).toHaveLength(1);
  });
});
