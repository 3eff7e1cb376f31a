import { openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StudioServer } from '../../src-main/headless/server.ts';
import type { Workspace } from '../../src-main/services/open-workspace.ts';
import { REST_PATH } from '../../src-shared/routes.ts';
import { openTemporaryWorkspace, startTestServer } from '../helpers/open-studio.ts';
import { makePictureFolder } from '../helpers/picture-folder.ts';

let workspace: Workspace;
let server: StudioServer;
let pictures: string;

beforeAll(async () => {
  workspace = await openTemporaryWorkspace();
  server = await startTestServer(workspace);
  pictures = await makePictureFolder(
    join(workspace.folder, '..', `rest-${server.port}`),
    ['across', 'down'],
    10,
  );
});
afterAll(async () => {
  await server.close();
  await workspace.close();
  await rm(pictures, { recursive: true });
});

/** Asks as a program would: with the token, without a browser. */
async function ask(method: string, path: string, body?: object | FormData) {
  const isForm = body instanceof FormData;
  const answer = await fetch(`http://127.0.0.1:${server.port}${REST_PATH}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${new URL(server.address).searchParams.get('token')}`,
      ...(body && !isForm && { 'content-type': 'application/json' }),
    },
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

it('imports pictures, trains on them, tells how it went, and classifies, all by plain requests', async () => {
  const started = await ask('POST', '/datasets', { path: pictures, name: 'Lines', val: 0.2, test: 0.2 });
  expect(started.status).toBe(202);
  for await (const jobs of workspace.imports.watch()) {
    if (jobs.every(({ state }) => state.phase === 'done')) break;
  }
  expect((await ask('GET', '/imports')).body).toMatchObject([
    { id: started.body.importId, state: { phase: 'done' } },
  ]);
  expect((await ask('GET', '/datasets/Lines')).body).toMatchObject({ classes: ['across', 'down'] });

  const recipe = { net: 'lenet-5', epochs: 1, batch: 4, precision: 'float32' };
  const run = await ask('POST', '/runs', { dataset: 'Lines', name: 'By request', recipe });
  expect(run.status).toBe(202);
  await workspace.runs.idle();
  expect((await ask('GET', '/runs/latest')).body).toMatchObject({
    id: run.body.runId,
    name: 'By request',
    state: { status: 'completed' },
    recipe,
  });
  const metrics = await ask('GET', `/runs/${run.body.runId}/metrics?points=2`);
  expect(metrics.body.epochs).toHaveLength(1);
  expect(metrics.body.steps.step).toHaveLength(2);
  expect((await ask('GET', '/runs/latest/evaluation?split=val')).body).toMatchObject({
    images: 4,
    split: 'val',
  });

  const form = new FormData();
  form.append('pictures', await openAsBlob(join(pictures, 'down', 'down 3.png')), 'first.png');
  form.append('pictures', new Blob(['nothing to see']), 'second.png');
  form.append('top', '1');
  const { status, body } = await ask('POST', '/runs/latest/classify', form);
  expect(status).toBe(200);
  expect(body.results).toMatchObject([
    { outcome: 'classified', file: 'first.png', predictions: [{ label: expect.any(String) }] },
    { outcome: 'rejected', file: 'second.png', reason: expect.stringContaining('not a picture') },
  ]);
  form.delete('pictures');
  form.append('pictures', await openAsBlob(join(pictures, 'down', 'down 3.png')), 'alone.png');
  expect((await ask('POST', '/runs/latest/classify', form)).body.results).toMatchObject([
    { file: 'alone.png' },
  ]);
}, 120_000);

it.each([
  ['a run that is not there', 'GET', '/runs/none', undefined, 404, 'none'],
  ['an operation that is not there', 'PATCH', '/runs', undefined, 404, 'no such operation'],
  ['words for a number', 'GET', '/runs/latest/metrics?points=many', undefined, 400, 'points'],
  ['a recipe that is none', 'POST', '/runs', { dataset: 'Lines', recipe: { epochs: 0 } }, 400, 'epochs'],
  ['a setting that nobody knows', 'POST', '/runs', { dataset: 'Lines', recipe: { magic: 1 } }, 400, 'magic'],
  ['a body without what is needed', 'POST', '/runs', {}, 400, 'dataset'],
  ['pictures as JSON', 'POST', '/runs/latest/classify', { pictures: ['a.png'] }, 400, 'pictures'],
  ['an import that is not there', 'DELETE', '/imports/aaaaaaaa', undefined, 404, 'import'],
])('refuses %s with its number and one sentence', async (_, method, path, body, status, word) => {
  const answer = await ask(method, path, body);
  expect(answer.status).toBe(status);
  expect(answer.body.message).toContain(word);
  expect(answer.body.data.code).toMatch(/^(bad-request|not-found)$/);
});

it('lets nobody in without the token', async () => {
  const answer = await fetch(`http://127.0.0.1:${server.port}${REST_PATH}/runs`);
  expect(answer.status).toBe(401);
});

it('describes every operation as OpenAPI 3.1', async () => {
  const { body } = await ask('GET', '/openapi.json');
  expect(body.openapi).toMatch(/^3\.1\./);
  const operations = Object.values<Record<string, { summary?: string; responses?: object }>>(
    body.paths,
  ).flatMap((path) => Object.values(path));
  expect(operations.length).toBeGreaterThanOrEqual(13);
  for (const { summary, responses } of operations) {
    expect(summary).toMatch(/\w/);
    expect(responses).toBeDefined();
  }
  const classify = body.paths['/runs/{run}/classify'].post.requestBody.content;
  expect(Object.keys(classify)).toEqual(['multipart/form-data']);
});
