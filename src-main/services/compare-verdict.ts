import { setImmediate } from 'node:timers/promises';
import { differInSeedOnly } from '../../src-shared/compare/setting-differences.ts';
import type { Comparison, Verdict } from '../../src-shared/contract/compare.ts';
import type { Run } from '../../src-shared/contract/runs.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { Evaluation, Split } from '../../src-shared/figures.ts';
import type { RunId } from '../../src-shared/ids.ts';
import { mcnemar } from '../../src-shared/statistics/mcnemar.ts';
import { pairedBootstrap } from '../../src-shared/statistics/paired-bootstrap.ts';
import { isUnlikelyChance, verdictSentence } from '../../src-shared/statistics/verdict.ts';
import {
  type CommonPictures,
  commonPictures,
  type JudgedPictures,
  judgePictures,
} from './compare-pictures.ts';
import type { Predictions } from './predictions.ts';
import { asPart } from './shared-work.ts';
import type { Progress } from './warm-inspector.ts';

export interface VerdictRequest {
  readonly runIds: readonly RunId[];
  readonly split: Split;
  readonly views: Evaluation['views'];
}

/** Resamples a comparison, and the picture draws that are made without a pause: a few milliseconds. */
const RESAMPLES = 10_000;
const DRAWS_AT_ONCE = 500_000;
/** The same question gets the same answer. */
const SEED = 1;

/** Answers whether runs differ by more than chance; see contract/compare.ts. */
export async function* workOutVerdict(
  predictions: Predictions,
  { runIds, split, views }: VerdictRequest,
  signal?: AbortSignal,
): AsyncGenerator<Progress, Verdict> {
  const ids = [...new Set(runIds)];
  const all: JudgedPictures[] = [];
  for (const runId of ids) {
    const reading = predictions.read({ runId, split, views }, signal);
    all.push(judgePictures(yield* asPart(reading, all.length, ids.length * 2)));
  }
  const common = commonPictures(all);
  if (common.pictures === 0) throw nothingInCommon(all, split);

  const groups = groupsOf(all.map(({ run }) => run));
  const comparisons: Comparison[] = [];
  for (const second of groups.keys()) {
    if (second === 0) continue;
    const working = compareGroups(groups, second, common, signal);
    comparisons.push(yield* asPart(working, ids.length + second - 1, ids.length * 2));
  }
  return {
    split,
    pictures: common.pictures,
    leftOut: common.leftOut,
    resamples: RESAMPLES,
    groups: groups.map(({ name, members }) => ({
      name,
      runIds: members.flatMap((member) => all[member]?.run.id ?? []),
      accuracy: accuracyOf(members, common),
    })),
    comparisons,
  };
}

function nothingInCommon(all: readonly JudgedPictures[], split: Split): AppError {
  const sets = new Set(all.map(({ run }) => `"${run.dataset.name}", version ${run.dataset.version}`));
  return new AppError(
    'bad-request',
    `These runs have no ${split} picture in common under the same label (${[...sets].join('; ')}): choose runs of data sets that share pictures, or another split.`,
  );
}

/** Runs that answer as one: `members` are their places. */
interface Group {
  readonly name: string;
  readonly members: readonly number[];
}

/** Runs that differ in their seed only belong together; where that would leave one group, each is asked about by itself. */
function groupsOf(runs: readonly Run[]): Group[] {
  const groups: { members: number[] }[] = [];
  for (const [place, run] of runs.entries()) {
    const group = groups.find(({ members }) => {
      const first = runs[members[0] ?? -1];
      return first !== undefined && differInSeedOnly(first, run);
    });
    if (group) group.members.push(place);
    else groups.push({ members: [place] });
  }
  const chosen = groups.length > 1 ? groups : runs.map((_, place) => ({ members: [place] }));
  return chosen.map(({ members }) => {
    const name = runs[members[0] ?? 0]?.name ?? '';
    return { name: members.length === 1 ? name : `${name} (${members.length} seeds)`, members };
  });
}

function accuracyOf(members: readonly number[], { rights, pictures }: CommonPictures): number {
  const right = members.reduce((sum, member) => sum + (rights[member]?.reduce((a, b) => a + b, 0) ?? 0), 0);
  return right / (pictures * members.length);
}

/** Progress counts resamples. */
async function* compareGroups(
  groups: readonly Group[],
  second: number,
  { rights, pictures }: CommonPictures,
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress, Comparison> {
  const [one, other] = [groups[0], groups[second]].map((group) =>
    (group?.members ?? []).flatMap((member) => rights[member] ?? []),
  );
  const bootstrap = pairedBootstrap(one ?? [], other ?? [], SEED);
  const atOnce = Math.max(1, Math.floor(DRAWS_AT_ONCE / pictures));
  for (let drawn = 0; drawn < RESAMPLES; drawn += atOnce) {
    bootstrap.draw(Math.min(atOnce, RESAMPLES - drawn));
    yield { type: 'progress', done: drawn, total: RESAMPLES };
    await setImmediate();
    if (signal?.aborted) throw new AppError('cancelled', 'The comparison was stopped.');
  }
  const judged = { ...bootstrap.interval(0.95), mcnemar: discordance(one ?? [], other ?? []) };
  return {
    first: 0,
    second,
    ...judged,
    isReal: isUnlikelyChance(judged),
    sentence: verdictSentence(groups[0]?.name ?? '', groups[second]?.name ?? '', judged),
  };
}

function discordance(one: readonly Uint8Array[], other: readonly Uint8Array[]): Comparison['mcnemar'] {
  const [first, second] = [one[0], other[0]];
  if (one.length !== 1 || other.length !== 1 || !first || !second) return null;
  const onlyIn = (a: Uint8Array, b: Uint8Array): number =>
    a.filter((right, at) => right > (b[at] ?? 0)).length;
  return mcnemar(onlyIn(first, second), onlyIn(second, first));
}
