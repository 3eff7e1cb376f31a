import { resolve } from 'node:path';
import { openWorkspace } from '../src-main/services/open-workspace.ts';
import { defaultRecipe } from '../src-shared/recipe.ts';
import { timeDrops } from './lib/time-drops.ts';

/**
 * `node scripts/bench-inspect.ts WORKSPACE RUN`: how long the inspector takes with a run of the workspace (a copy of one: a run is begun in it and stopped), milliseconds. What people wait
 * for: a picture dropped in Chromium until every layer is drawn; on the main side all activations of a picture and one channel of them, Grad-CAM, the occlusion map, what all units of the last convolution like; then the activations once more
 * while another run trains.
 */
const [folder, runName] = process.argv.slice(2);
if (folder === undefined || runName === undefined) {
  throw new Error('Which workspace, and which run of it?');
}
for (const restMs of [0, 3000]) {
  const drops = await timeDrops(resolve(folder), runName, { restMs, drops: 6 });
  console.log(`dropped, the first ${restMs} ms after the page stood: ${drops.map(Math.round).join(', ')} ms`);
}

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
