import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openStore } from '../../src-main/store/store.ts';
import { addRun, temporaryFolder } from './workspace.ts';

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
  expect(last.epoch).toBeGreaterThanOrEqual(25);
});
