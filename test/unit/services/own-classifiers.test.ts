import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createOwnClassifiers, type OwnClassifiers } from '../../../src-main/services/own-classifiers.ts';
import { createUploads, type Uploads } from '../../../src-main/services/uploads.ts';
import { externalTensor, tinyOnnx } from '../../helpers/tiny-onnx.ts';

let folder: string;
let uploads: Uploads;
let classifiers: OwnClassifiers;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'classifiers-'));
  uploads = createUploads(join(folder, 'uploads'));
  classifiers = createOwnClassifiers(folder, uploads);
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function fileOf(bytes: Uint8Array): Promise<string> {
  const file = join(folder, 'some.onnx');
  await writeFile(file, bytes);
  return file;
}

it('keeps a classifier with its settings, and gives its bytes back', async () => {
  const model = tinyOnnx({ labels: ['red', 'green', 'blue'] });
  const added = await classifiers.add({ kind: 'path', path: await fileOf(model) }, 'Colours');
  expect(added).toMatchObject({ name: 'Colours', labels: ['red', 'green', 'blue'], bytes: model.length });
  const { bytes, stream } = await classifiers.open(added.id);
  expect(bytes).toBe(model.length);
  expect((await buffer(stream)).equals(model)).toBe(true);

  const preprocessing = { ...added.preprocessing, edge: 300, channels: 'bgr' } as const;
  await classifiers.change(added.id, { name: 'Paints', labels: ['r', 'g', 'b'], preprocessing });
  const [kept] = await createOwnClassifiers(folder, uploads).list();
  expect(kept).toMatchObject({ id: added.id, name: 'Paints', labels: ['r', 'g', 'b'], preprocessing });
});

it('brings a removed one back until the workspace is opened again', async () => {
  const { id } = await classifiers.add({ kind: 'path', path: await fileOf(tinyOnnx()) }, 'Colours');
  await classifiers.remove(id);
  expect(await classifiers.list()).toEqual([]);
  await classifiers.restore(id);
  expect(await classifiers.list()).toHaveLength(1);
  await classifiers.remove(id);
  await classifiers.tidyUp();
  await expect(classifiers.restore(id)).rejects.toMatchObject({ code: 'not-found' });
});

it('takes an upload in and deletes it, also where it is refused', async () => {
  for (const [bytes, isTaken] of [
    [tinyOnnx(), true],
    [Buffer.from('no model'), false],
  ] as const) {
    const uploadId = await uploads.create();
    await uploads.write(uploadId, ['model.onnx'], new Blob([new Uint8Array(bytes)]).stream());
    const adding = classifiers.add({ kind: 'upload', uploadId }, 'Dropped');
    if (isTaken) await adding;
    else await expect(adding).rejects.toMatchObject({ code: 'bad-request' });
    await expect(uploads.folder(uploadId)).rejects.toMatchObject({ code: 'not-found' });
  }
});

it('refuses hostile, huge and missing files, and keeps nothing of them', async () => {
  const external = await fileOf(tinyOnnx({ graph: [externalTensor] }));
  await expect(classifiers.add({ kind: 'path', path: external }, 'x')).rejects.toThrow('in other files');
  await truncate(external, 2 ** 30 + 1);
  await expect(classifiers.add({ kind: 'path', path: external }, 'x')).rejects.toThrow('up to 1024 MiB');
  const missing = { kind: 'path', path: join(folder, 'none.onnx') } as const;
  await expect(classifiers.add(missing, 'x')).rejects.toMatchObject({ code: 'not-found' });
  expect(await classifiers.list()).toEqual([]);
});
