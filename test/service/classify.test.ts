import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../../src-main/services/open-workspace.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import type { ClassifyResult, ClassifySource } from '../../src-shared/contract/classify.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { defaultRecipe } from '../../src-shared/recipe.ts';
import { makePictureFolder } from '../helpers/picture-folder.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';

let folder: string;
let workspace: Workspace;
let pictures: string;
let runId: RunId;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'classify-'));
  workspace = await openWorkspace(join(folder, 'workspace'), { mode: 'write' });
  const dataset = makeTinyDataset(workspace.store, recordsFile(workspace.folder));
  const recipe = { ...defaultRecipe('alexnet-small'), epochs: 1, batch: 8, precision: 'float32' } as const;
  runId = workspace.runs.start({ datasetId: dataset.id, recipe });
  await workspace.runs.idle();
  pictures = await makePictureFolder(join(folder, 'pictures'), ['a', 'b'], 20);
  await writeFile(join(pictures, 'a', 'a 3 broken.png'), 'not a picture');
});
afterAll(async () => {
  await workspace.close();
  await rm(folder, { recursive: true });
});

async function classify(source: ClassifySource, top = 2): Promise<ClassifyResult[]> {
  const answers: ClassifyResult[] = [];
  for await (const answer of workspace.classify.pictures({ runId, source, top })) answers.push(answer);
  return answers;
}

it('answers for every file of a folder, with probabilities in falling order, and says which are no pictures', async () => {
  const answers = await classify({ kind: 'paths', paths: [pictures] }, 3);
  expect(answers).toHaveLength(41);
  const rejected = answers.filter(({ outcome }) => outcome === 'rejected');
  expect(rejected).toEqual([
    { outcome: 'rejected', file: join(pictures, 'a', 'a 3 broken.png'), reason: expect.any(String) },
  ]);
  for (const answer of answers) {
    if (answer.outcome === 'rejected') continue;
    const probabilities = answer.predictions.map(({ probability }) => probability);
    expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a));
    expect(probabilities.reduce((sum, one) => sum + one)).toBeCloseTo(1, 4);
  }
});

it('gives the same answer for the same picture, alone and in a crowd', async () => {
  const file = join(pictures, 'b', 'b 7.png');
  const alone = await classify({ kind: 'paths', paths: [file] });
  const crowd = (await classify({ kind: 'paths', paths: [join(pictures, 'b')] })).find(
    (answer) => answer.file === file,
  );
  if (alone[0]?.outcome !== 'classified' || crowd?.outcome !== 'classified')
    throw new Error('Not classified.');
  expect(alone[0].predictions[0]?.label).toBe(crowd.predictions[0]?.label);
  expect(alone[0].predictions[0]?.probability).toBeCloseTo(crowd.predictions[0]?.probability ?? 0, 4);
});

it('answers in float32 whatever the run was trained in, as the window and exports do', async () => {
  const probabilities = async () => {
    const answers = await classify({ kind: 'paths', paths: [join(pictures, 'a')] }, 3);
    return answers.flatMap((answer) =>
      answer.outcome === 'classified' ? answer.predictions.map(({ probability }) => probability) : [],
    );
  };
  const before = await probabilities();
  workspace.store.runs.update(runId, { precision: 'bfloat16' });
  await workspace.close();
  workspace = await openWorkspace(join(folder, 'workspace'), { mode: 'write' });
  const after = await probabilities();
  expect(after).toHaveLength(60);
  // Pictures may be decoded in another order and share a batch with others, which moves the last digits.
  for (const [index, one] of after.entries()) expect(one).toBeCloseTo(before[index] ?? Number.NaN, 5);
});

it('classifies an upload by the names it was dropped with, and deletes it', async () => {
  const uploadId = await workspace.uploads.create();
  const bytes = await readFile(join(pictures, 'a', 'a 0.png'));
  await workspace.uploads.write(uploadId, ['holiday', 'sea.png'], new Blob([bytes]).stream());
  expect(await classify({ kind: 'upload', uploadId })).toMatchObject([
    { outcome: 'classified', file: join('holiday', 'sea.png') },
  ]);
  await expect(workspace.uploads.folder(uploadId)).rejects.toMatchObject({ code: 'not-found' });
});

it('says what a missing file is, and what a run without weights lacks', async () => {
  expect(await classify({ kind: 'paths', paths: [join(folder, 'none.jpg')] })).toMatchObject([
    { outcome: 'rejected' },
  ]);
  const { dataset, classes, recipe } = workspace.store.runs.get(runId);
  const fresh = workspace.store.runs.insert({
    name: 'Fresh',
    dataset,
    classes,
    recipe,
    stepsPerEpoch: 3,
    startedFrom: null,
  });
  const answers = workspace.classify.pictures({
    runId: fresh.id,
    source: { kind: 'paths', paths: [pictures] },
    top: 1,
  });
  await expect(answers.next()).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('checkpoint'),
  });
});

it('stops when its reader has seen enough, and is ready for the next', async () => {
  for await (const _ of workspace.classify.pictures({
    runId,
    source: { kind: 'paths', paths: [pictures] },
    top: 1,
  }))
    break;
  expect(await classify({ kind: 'paths', paths: [join(pictures, 'a', 'a 1.png')] })).toHaveLength(1);
});
