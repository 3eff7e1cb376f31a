import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { openWorkspace } from '../src-main/services/open-workspace.ts';
import { defaultRecipe } from '../src-shared/recipe.ts';
import { timeDrops } from './lib/time-drops.ts';

/**
 * `node scripts/bench-inspect.ts WORKSPACE RUN`: how long the inspector takes with a run of the workspace (a copy of one: a run is begun in it and stopped), milliseconds. What people wait
 * for: a picture dropped in Chromium until every layer is drawn and a click on a channel until that is drawn, also while another run trains; on the main side all activations of a picture and one channel of them, Grad-CAM, the occlusion map, what all units of the last convolution like; then the activations once more
 * while another run trains.
 */
const [folder, runName] = process.argv.slice(2);
if (folder === undefined || runName === undefined) {
  throw new Error('Which workspace, and which run of it?');
}
const inMs = (times: readonly number[]) => `${times.map(Math.round).join(', ')} ms`;
for (const restMs of [0, 3000]) {
  const { drops, clicks } = await timeDrops(resolve(folder), runName, { restMs, drops: 6, clicks: 20 });
  console.log(`dropped, the first ${restMs} ms after the page stood: ${inMs(drops)}`);
  console.log(`a click on a channel until it is drawn enlarged: ${inMs(clicks)}`);
}
const besides = await timeDrops(resolve(folder), runName, {
  restMs: 3000,
  drops: 6,
  clicks: 20,
  meanwhile: startTraining,
});
console.log(`dropped while a run trains: ${inMs(besides.drops)}; a click: ${inMs(besides.clicks)}`);

const workspace = await openWorkspace(resolve(folder), { mode: 'write' });
const { inspect, runs, store } = workspace;
const { id: runId, recipe, dataset } = store.runs.find(runName);
const layer = inspect.network({ runId }).layers.findLast(({ hasFilters }) => hasFilters)?.name ?? '';

/** Another picture each time, so that no answer is a kept one. */
let place = 0;
async function picture() {
  const source = { kind: 'dataset', split: 'val', index: place++ } as const;
  return (await inspect.look({ runId, source })).lookId;
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  console.log(`${what}: ${Math.round(performance.now() - start)} ms`);
  return result;
}

async function finished<T>(work: AsyncIterable<T>): Promise<void> {
  for await (const _ of work);
}

async function activations(what: string): Promise<void> {
  await timed(`activations of every layer, ${what}`, async () =>
    inspect.activations({ runId, lookId: await picture() }),
  );
}

await activations('first picture');
for (let round = 0; round < 5; round++) await activations('next picture');
const { inspectionId } = await inspect.activations({ runId, lookId: await picture() });
for (let index = 0; index < 5; index++) {
  await timed('a channel', () =>
    inspect.part(inspectionId, { part: 'channel', layer, index, scale: undefined }),
  );
}
for (const method of ['grad-cam', 'grad-cam', 'grad-cam', 'occlusion', 'occlusion', 'occlusion'] as const) {
  const lookId = await picture();
  await timed(method, () => finished(inspect.explain({ runId, lookId, method, class: 0 })));
}
const { images } = store.datasets.get(dataset.id);
await timed(`what all units of ${layer} like in ${images.train} pictures`, () =>
  finished(inspect.findTopPictures({ runId, layer, split: 'train' })),
);

const training = runs.start({ datasetId: dataset.id, recipe: { ...defaultRecipe('alexnet-bn'), epochs: 1 } });
for await (const event of runs.watch(training)) if (event.type === 'steps') break;
for (let round = 0; round < 5; round++) await activations(`while a run trains (${recipe.batch} a batch)`);
runs.stop(training);
await runs.idle();
await workspace.close();

/** Begins to train in the page's server, on the data set of the run, and comes back once steps are taken; gives back what stops it. */
async function startTraining(page: Page): Promise<() => Promise<void>> {
  const { request } = page.context();
  const api = new URL('/api/v1/runs', page.url()).href;
  const { dataset } = await (await request.get(`${api}/${runName}`)).json();
  const data = { dataset: dataset.id, name: 'bench', recipe: { net: 'alexnet-bn', epochs: 1 } };
  const { runId } = await (await request.post(api, { data })).json();
  const steps = async () => (await (await request.get(`${api}/${runId}/metrics`)).json()).steps.step.length;
  while ((await steps()) === 0) await page.waitForTimeout(500);
  return async () => {
    await request.post(`${api}/${runId}/stop`);
  };
}
