import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { createMetricsWriter, type SavedMetrics } from '../../src-main/store/metrics-writer.ts';
import { openStore } from '../../src-main/store/store.ts';
import { epochOf, pointOf, pointsOf } from './samples.ts';
import { addRun, temporaryFolder, temporaryStore } from './workspace.ts';

function writerOf(store = temporaryStore()) {
  const { id } = addRun(store);
  const saved: SavedMetrics[] = [];
  const failures: unknown[] = [];
  const writer = createMetricsWriter(store, id, {
    onSaved: (batch) => {
      // Who is told may look: it is committed.
      expect(store.runs.get(id).steps).toBeGreaterThanOrEqual(batch.points.at(-1)?.step ?? 0);
      saved.push(batch);
    },
    onFailed: (error) => failures.push(error),
  });
  const counts = () => saved.map(({ points, epochs }) => [points.length, epochs.length]);
  return { store, id, writer, saved, counts, failures };
}

test('points wait for others until there are 500', () => {
  const { writer, counts } = writerOf();
  for (const point of pointsOf(1, 499)) writer.addSteps([point]);
  expect(counts()).toEqual([]);
  writer.addSteps(pointsOf(500, 510));
  expect(counts()).toEqual([[510, 0]]);
  writer.flush();
  expect(counts()).toEqual([[510, 0]]);
});

test('points do not wait for others for ever', async () => {
  const { writer, counts } = writerOf();
  writer.addSteps(pointsOf(1, 3));
  await vi.waitFor(() => expect(counts()).toEqual([[3, 0]]), { timeout: 30_000 });
});

test('an epoch takes the waiting points with it', () => {
  const { writer, saved } = writerOf();
  writer.addSteps(pointsOf(1, 10));
  writer.addEpoch(epochOf(1));
  expect(saved).toEqual([{ points: pointsOf(1, 10), epochs: [epochOf(1)] }]);
});

test('what could not be written is not reported, stays, and is written later', () => {
  const { store, id, writer, counts } = writerOf();
  store.metrics.appendSteps(id, [pointOf(3)]);
  writer.addSteps(pointsOf(1, 5));
  expect(() => writer.flush()).toThrow('UNIQUE');
  expect(counts()).toEqual([]);
  expect(store.metrics.stepSeries(id, { maxPoints: 10 }).step).toEqual([3]);
  store.metrics.truncateAfter(id, 0);
  writer.flush();
  expect(counts()).toEqual([[5, 0]]);
});

test('a batch that fails when nobody waits for it is told to the owner', async () => {
  const { store, id, writer, failures } = writerOf();
  store.metrics.appendSteps(id, [pointOf(1)]);
  writer.addSteps([pointOf(1)]);
  await vi.waitFor(() => expect(failures).toHaveLength(1), { timeout: 30_000 });
});

// Starts 25 processes, which takes minutes on a machine that is busy with other things.
test('a process killed at any moment leaves everything that it reported as saved', {
  timeout: 300_000,
}, async () => {
  const folder = temporaryFolder();
  const store = openStore(folder, { mode: 'write' });
  const { id } = addRun(store);
  store.close();
  const script = join(import.meta.dirname, 'fixtures', 'append-metrics.ts');

  const last = { step: 0, epoch: 0 };
  for (let kill = 0; kill < 25; kill += 1) {
    const child = fork(script, [folder, id]);
    child.on('message', ({ step, epoch }: { step: number; epoch: number }) => {
      last.step = Math.max(last.step, step);
      last.epoch = Math.max(last.epoch, epoch);
    });
    await once(child, 'message');
    // Not a wait for a state: the moment of the kill is what varies.
    await setTimeout(Math.random() * 60);
    child.kill('SIGKILL');
    // `close`: the channel is empty, so every report has been heard.
    await once(child, 'close');

    const after = openStore(folder, { mode: 'write' });
    const run = after.runs.get(id);
    expect(run.steps).toBeGreaterThanOrEqual(last.step);
    expect(run.epochs).toBeGreaterThanOrEqual(last.epoch);
    const { step } = after.metrics.stepSeries(id, { maxPoints: run.steps });
    expect(step).toHaveLength(run.steps);
    expect(step.at(-1)).toBe(run.steps);
    expect(after.metrics.epochs(id)).toHaveLength(run.epochs);
    after.close();
  }
  expect(last.epoch).toBeGreaterThan(25);
});
