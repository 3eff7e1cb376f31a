import { ORPCError } from '@orpc/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StudioServer } from '../../src-main/headless/server.ts';
import type { Workspace } from '../../src-main/services/open-workspace.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import type { Dataset } from '../../src-shared/contract/datasets.ts';
import { Change } from '../../src-shared/contract/system.ts';
import { DatasetId, RunId } from '../../src-shared/ids.ts';
import { defaultRecipe } from '../../src-shared/recipe.ts';
import {
  type Connection,
  connectByPort,
  connectBySocket,
  openTemporaryWorkspace,
  type StudioClient,
  startTestServer,
} from '../helpers/open-studio.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';

let workspace: Workspace;
let server: StudioServer;
let dataset: Dataset;

beforeAll(async () => {
  workspace = await openTemporaryWorkspace();
  server = await startTestServer(workspace);
  dataset = makeTinyDataset(workspace.store, recordsFile(workspace.folder));
});
afterAll(async () => {
  await server.close();
  await workspace.close();
});

const nobody = DatasetId.parse('zzzzzzzz');
const recipe = defaultRecipe('alexnet-small');

const transports: [string, () => Promise<Connection>, 'web' | 'desktop'][] = [
  ['WebSocket', () => connectBySocket(server), 'web'],
  ['MessagePort', () => connectByPort(workspace), 'desktop'],
];

describe.each(transports)('the contract over a %s', (_, connect, shell) => {
  let connection: Connection;
  let client: StudioClient;
  beforeEach(async () => {
    connection = await connect();
    client = connection.client;
  });
  afterEach(() => connection.close());

  it('answers', async () => {
    expect(await client.system.info()).toMatchObject({ shell, workspace: workspace.folder });
    expect(await client.datasets.list()).toMatchObject([
      { id: dataset.id, classes: dataset.classes, images: dataset.images },
    ]);
    const { classCounts } = await client.datasets.get({ datasetId: dataset.id });
    expect(classCounts[0]).toEqual({ label: 'red', train: 8, val: 2, test: 2 });
  });

  it('gives pictures by the page', async () => {
    const page = await client.datasets.pictures({
      datasetId: dataset.id,
      split: 'train',
      offset: 20,
      limit: 10,
    });
    expect(page.total).toBe(24);
    expect(page.pictures).toHaveLength(4);
  });

  it('refuses input of the wrong shape, and says where', async () => {
    const call = client.datasets.pictures({ datasetId: dataset.id, limit: 5000 });
    await expect(call).rejects.toSatisfy(isRefusal('bad-request', /limit: .*500/));
    const unknown = client.datasets.get({ datasetId: 'not an id' as DatasetId });
    await expect(unknown).rejects.toSatisfy(isRefusal('bad-request', /datasetId/));
  });

  it('says what is not there', async () => {
    await expect(client.datasets.get({ datasetId: nobody })).rejects.toSatisfy(
      isRefusal('not-found', /data set/i),
    );
  });

  it('refuses a batch that is larger than the training split, with both numbers', async () => {
    const call = client.runs.start({ datasetId: dataset.id, recipe: { ...recipe, batch: 32 } });
    await expect(call).rejects.toSatisfy(isRefusal('bad-request', /32.*24/));
  });

  it('refuses to stop what does not train', async () => {
    const run = insertRun();
    await expect(client.runs.stop({ runId: run.id })).rejects.toSatisfy(
      isRefusal('conflict', /not training/),
    );
    await expect(client.runs.evaluate({ runId: run.id })).rejects.toSatisfy(
      isRefusal('conflict', /checkpoint/),
    );
  });

  it('tells of changes: everything at first, then what changed', async () => {
    const changes = await client.system.watchChanges();
    expect((await changes.next()).value).toMatchObject({ area: 'all' });
    await client.datasets.rename({ datasetId: dataset.id, name: 'Tiny' });
    expect((await changes.next()).value).toMatchObject({ area: 'datasets' });
    await changes.return(undefined);
  });

  it('tells which runs changed, with numbers that show what was missed', async () => {
    const runId = insertRun().id;
    const changes = await client.system.watchChanges();
    const first = Change.parse((await changes.next()).value);
    await client.runMarks.change({ runIds: [runId], change: { isStarred: true } });
    expect((await changes.next()).value).toEqual({ seq: first.seq + 1, area: 'runs', runIds: [runId] });
    expect(await client.runs.list({ runIds: [runId] })).toMatchObject([
      { id: runId, marks: { isStarred: true } },
    ]);
    await changes.return(undefined);
  });

  it('watches a run: a snapshot, then news with the next numbers', async () => {
    const run = insertRun();
    const news = await client.runs.watch({ runId: run.id });
    const begin = await news.next();
    if (begin.done) throw new Error('The stream ended at once.');
    const first = begin.value;
    expect(first).toMatchObject({
      type: 'snapshot',
      run: { id: run.id, name: run.name },
      epochs: [],
      progress: null,
    });
    await client.runs.rename({ runId: run.id, name: `${run.name} renamed` });
    await client.runs.rename({ runId: run.id, name: run.name });
    expect((await news.next()).value).toMatchObject({ type: 'run', seq: first.seq + 1 });
    expect((await news.next()).value).toMatchObject({
      type: 'run',
      seq: first.seq + 2,
      run: { name: run.name },
    });
    await news.return(undefined);
  });

  it('fails a stream as it fails a call', async () => {
    const news = await client.runs.watch({ runId: RunId.parse('zzzzzzzz') });
    await expect(news.next()).rejects.toSatisfy(isRefusal('not-found', /run/i));
  });

  it('ends a stream that its reader gives up', async () => {
    const giveUp = new AbortController();
    const changes = await client.system.watchChanges(undefined, { signal: giveUp.signal });
    await changes.next();
    const next = changes.next();
    giveUp.abort();
    await expect(next).rejects.toThrow();
    expect(await client.datasets.list()).toHaveLength(1);
  });

  it('removes and restores', async () => {
    const run = insertRun();
    await client.runs.remove({ runId: run.id });
    await expect(client.runs.get({ runId: run.id })).rejects.toSatisfy(isRefusal('not-found', /run/i));
    await client.runs.restore({ runId: run.id });
    expect(await client.runs.get({ runId: run.id })).toMatchObject({ id: run.id });
  });

  it('serves many callers at once, each with its own answer', async () => {
    const offsets = Array.from({ length: 20 }, (_, index) => index);
    const pages = await Promise.all(
      offsets.map((offset) => client.datasets.pictures({ datasetId: dataset.id, offset, limit: 1 })),
    );
    const slots = new Set(pages.map((page) => page.pictures[0]?.slot));
    expect(slots.size).toBe(offsets.length);
  });
});

describe('a connection over the WebSocket', () => {
  it('that dies takes nothing else with it', async () => {
    const [first, second] = [await connectBySocket(server), await connectBySocket(server)];
    await (await first.client.system.watchChanges()).next();
    await first.close();
    expect(await second.client.datasets.list()).toHaveLength(1);
    await second.close();
  });

  it('is closed when a message is too large; others go on', async () => {
    const [first, second] = [await connectBySocket(server), await connectBySocket(server)];
    const call = first.client.datasets.rename({ datasetId: dataset.id, name: 'x'.repeat(9 * 2 ** 20) });
    await expect(call).rejects.toThrow();
    expect(await second.client.datasets.list()).toHaveLength(1);
    await second.close();
  });
});

function insertRun() {
  return workspace.store.runs.insert({
    name: 'By hand',
    dataset: { id: dataset.id, name: dataset.name, version: dataset.version },
    classes: dataset.classes,
    recipe,
    stepsPerEpoch: 3,
    startedFrom: null,
  });
}

/** Whether a call was refused as the contract says: with this code in its data, and a sentence that matches. */
function isRefusal(code: string, message: RegExp) {
  return (error: unknown) =>
    error instanceof ORPCError && error.data?.code === code && message.test(error.message);
}
