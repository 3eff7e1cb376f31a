import { createRouterClient, implement } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { followTraining, liveRun } from '../../../src-main/electron/follow-training.ts';
import { quitQuestion } from '../../../src-main/electron/quit-question.ts';
import { contract } from '../../../src-shared/contract/index.ts';
import type { Run, RunEvent } from '../../../src-shared/contract/runs.ts';
import { makeRun } from '../../helpers/make-run.ts';

const queued = makeRun({ state: { status: 'queued' } });
const running = makeRun();
const completed = makeRun({ state: { status: 'completed' }, test: { loss: 0.1, top1: 0.97, top5: 1 } });

/** The contract's client on procedures that answer with these lists, one a change, and with this run's news. */
function clientOf(lists: Run[][], events: RunEvent[]) {
  const os = implement(contract);
  let change = -1;
  return createRouterClient({
    system: {
      watchChanges: os.system.watchChanges.handler(async function* () {
        for (const _ of lists) {
          change++;
          yield { seq: change, area: 'runs' as const };
        }
      }),
    },
    runs: {
      list: os.runs.list.handler(() => lists[change] ?? []),
      watch: os.runs.watch.handler(async function* () {
        yield* events;
      }),
    },
  });
}

function progressAt(seq: number, step: number): RunEvent {
  const rest = { epoch: 1, imagesPerSecond: 50, dataWait: 0, secondsLeft: 1 };
  return { type: 'progress', seq, progress: { phase: 'training', step, totalSteps: 100, ...rest } };
}

async function shownFor(lists: Run[][], events: RunEvent[]): Promise<unknown[]> {
  const shown: unknown[] = [];
  const display = {
    progress: (fraction: number | null) => shown.push(fraction),
    ended: (run: Run) => shown.push(run.state.status),
  };
  await followTraining(clientOf(lists, events), display);
  return shown;
}

describe('what the desktop shows of training', () => {
  it('is the progress of the run that trains, until it has ended, and then its end', async () => {
    const events: RunEvent[] = [
      {
        type: 'snapshot',
        seq: 0,
        run: running,
        series: { step: [], loss: [], top1: [], learningRate: [] },
        epochs: [],
        progress: null,
      },
      progressAt(1, 25),
      progressAt(2, 50),
      { type: 'run', seq: 3, run: completed },
      progressAt(4, 75),
    ];
    expect(await shownFor([[queued], [queued, running]], events)).toEqual([0, 0.25, 0.5, null, 'completed']);
  });

  it('is nothing while no run trains', async () => {
    expect(await shownFor([[], [queued], [completed]], [])).toEqual([]);
  });
});

describe('the run that trains', () => {
  it('is one that runs or is about to stop', () => {
    const stopping: Run = { ...queued, state: { status: 'stopping' } };
    expect(liveRun([completed, running])).toBe(running);
    expect(liveRun([completed, stopping])).toBe(stopping);
    expect(liveRun([completed, queued])).toBeUndefined();
  });
});

describe('quitting', () => {
  it('asks first while a run trains', () => {
    expect(quitQuestion([completed, running])?.message).toContain('“Run 1” is training');
  });

  it('asks nothing otherwise', () => {
    expect(quitQuestion([completed, queued])).toBeNull();
  });
});
