import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkspace, type Workspace } from '../../src-main/services/open-workspace.ts';
import { type ReportFormat, reportFile } from '../../src-main/services/report/reports.ts';
import { recordsFile } from '../../src-main/services/train-run.ts';
import type { Dataset } from '../../src-shared/contract/datasets.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { addAnsweredRun } from '../helpers/answered-run.ts';
import { makeTinyDataset } from '../helpers/tiny-dataset.ts';

const HOSTILE = `<script>alert("x")</script>&'\u0001`;

let folder: string;
let workspace: Workspace;
let dataset: Dataset;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-'));
  workspace = await openWorkspace(join(folder, 'workspace'), { mode: 'write' });
  dataset = makeTinyDataset(workspace.store, recordsFile(workspace.folder), {
    name: HOSTILE,
    classes: [HOSTILE, 'green', '日本'],
    images: { train: 8, val: 4, test: 4 },
  });
});
afterAll(async () => {
  await workspace.close();
  await rm(folder, { recursive: true });
});

const add = (name: string) =>
  addAnsweredRun(workspace.store, workspace.files, {
    name,
    dataset,
    recipe: { seed: name.length },
    says: (place, label) => (place === 1 ? 2 : label),
  });

/** What the fonts of a PDF say that they draw (its ToUnicode tables). */
function lettersOf(pdf: Buffer): string[] {
  const streams = [...pdf.toString('latin1').matchAll(/stream\n(.*?)\nendstream/gs)];
  return streams
    .map(([, stream = '']) => inflated(Buffer.from(stream, 'latin1')))
    .filter((text) => text.includes('beginbfrange'))
    .flatMap((table) => [...table.matchAll(/<([0-9a-f ]+)>/g)])
    .map(([, hex = '']) => Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'));
}

function inflated(stream: Buffer): string {
  try {
    return inflateSync(stream).toString('latin1');
  } catch {
    return ''; // A font or a picture, which is packed in its own way.
  }
}

async function report(ids: readonly RunId[], format: ReportFormat) {
  const { store, files } = workspace;
  return reportFile(ids, format, { recordsFile: recordsFile(workspace.folder), store, files });
}

test('a report of a run has everything that is known of it, in one file without scripts or addresses', async () => {
  const { id } = await add('Colours');
  const { fileName, bytes } = await report([id], 'html');
  const html = bytes.toString();
  expect(fileName).toBe('Colours.html');
  for (const part of [
    'Curves',
    'Confusion on the test split',
    'Examples',
    'Named rightly',
    'Named wrongly',
    'Model card',
    'Intended use',
    'Limits',
    'Data sheet',
    'Settings',
    'Network',
  ]) {
    expect(html).toContain(`>${part}</h`);
  }
  expect(html.match(/data:image\/png;base64,/g)?.length).toBeGreaterThan(5);
  expect(html).toContain('<caption>Most frequent mistakes</caption>');
  expect(html).toContain('LeNet-5');
  expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
  expect(html).toContain('日本');
});

test('names that are markup stay names', async () => {
  const { id } = await add(HOSTILE);
  const { fileName, bytes } = await report([id], 'html');
  const html = bytes.toString();
  expect(html).not.toContain('<script');
  expect(html).not.toContain('\u0001');
  expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;');
  expect(fileName).not.toMatch(/[<>"'&/]/);
  const pdf = await report([id], 'pdf');
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.bytes.subarray(-7).toString()).toContain('%%EOF');
});

test('names in any script are letters of the PDF', async () => {
  const { id } = await add('走る Бег 달리기 🏃');
  const { bytes } = await report([id], 'pdf');
  const drawn = lettersOf(bytes);
  for (const letter of '走るБег달리기🏃日本') expect(drawn).toContain(letter);
});

test('runs beside each other: results, what differs, curves and classes', async () => {
  const runs = [await add('First'), await add('The second')];
  const html = (
    await report(
      runs.map(({ id }) => id),
      'html',
    )
  ).bytes.toString();
  expect(html).toContain('Comparison of 2 runs');
  expect(html).toMatch(/<th scope="row">seed<\/th><td>5<\/td><td>10<\/td>/);
  expect(html).toContain('Recall of each class on the test split');
});

test('figures alone give a report without settings, and say so', async () => {
  const { store } = workspace;
  const { storeSeries } = await import('../../src-main/services/series-files/store-series.ts');
  const unknown = { dataWaitMs: Number.NaN, learningRate: Number.NaN, top1: Number.NaN };
  const [id] = await storeSeries(store, [
    {
      name: 'Elsewhere',
      origin: 'tensorboard',
      notes: [],
      series: {
        steps: [1, 2].map((step) => ({ step, loss: 1 / step, stepMs: 1, ...unknown })),
        epochs: [],
        startedAtMs: 1,
        durationMs: 1,
        notes: [],
      },
    },
  ]);
  if (!id) throw new Error('no run');
  const html = (await report([id], 'html')).bytes.toString();
  expect(html).toContain('Figures alone');
  expect(html).not.toContain('>Settings</h');
  expect(html).not.toContain('NaN');
});

test('more runs than fit a page, and none, are refused', async () => {
  await expect(report([], 'html')).rejects.toThrow(/Name a run/);
  const { id } = await add('Again');
  await expect(
    report(
      Array.from({ length: 13 }, (_, at) => `${id.slice(0, 7)}${at % 10}` as RunId),
      'html',
    ),
  ).rejects.toThrow();
});
