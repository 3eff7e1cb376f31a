import { messageOf } from '../../src-shared/errors.ts';
import type { Classifier } from '../inference/classifier.ts';
import { type Answer, type AskedPicture, answers, changeAnswers, putPictures } from '../state/answers.ts';
import { gatherPictures } from './gather-pictures.ts';
import type { Picked } from './picked-files.ts';
import { type ReadPicture, readRecords } from './read-records.ts';

/** Answers that come close together are shown at once: a thousand renders for a thousand pictures would be slow. */
const GATHER_MS = 60;
/** The next batch is as large as what a network does in about this time, so that answers come steadily. */
const BATCH_MS = 400;
const MOST_AT_ONCE = 16;

/** Asks classifiers about what was dropped; answers come into `answers` as they are known. */
export async function classifyPictures(picked: Picked, classifiers: readonly Classifier[]): Promise<void> {
  await work(async (signal, begin) => {
    const gathered = await gatherPictures(picked, signal);
    if (gathered.length === 0) throw new Error('There are no pictures in what was given.');
    const asking = askAbout(gathered, classifiers, signal);
    // Awaited below; until then nobody else hears of its failure.
    asking.catch(() => undefined);
    await nextTask();
    begin(gathered.length);
    changeAnswers({ pictures: [...gathered, ...answers.get().pictures] });
    await asking;
  });
}

/** Asks classifiers about the pictures that are there and that they have not answered. */
export async function askAgain(classifiers: readonly Classifier[]): Promise<void> {
  const isOpen = ({ problem, answers: given }: AskedPicture) =>
    problem === null && classifiers.some(({ key }) => !given.has(key));
  const open = answers.get().pictures.filter(isOpen);
  if (open.length === 0) return;
  await work(async (signal, begin) => {
    begin(open.length);
    await askAbout(open, classifiers, signal);
  });
}

/** One drop after the other: another one waits. */
let turn: Promise<void> = Promise.resolve();

/** Does a task and shows how far it is. The task may say how many pictures it is about; until then they are being looked for. */
function work(task: (signal: AbortSignal, begin: (total: number) => void) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  turn = turn.then(async () => {
    const startedAtMs = Date.now();
    const begin = (total: number): void => {
      clearTimeout(looking);
      changeAnswers({ work: { done: 0, total, startedAtMs, stop }, failure: null });
    };
    const looking = setTimeout(() => begin(0));
    try {
      await task(stop.signal, begin);
    } catch (error) {
      if (!stop.signal.aborted) changeAnswers({ failure: messageOf(error) });
    }
    clearTimeout(looking);
    changeAnswers({ work: null });
  });
  return turn;
}

/** Drawing the page takes as long as reading a picture does, so reading begins before. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

async function askAbout(
  pictures: readonly AskedPicture[],
  classifiers: readonly Classifier[],
  signal: AbortSignal,
): Promise<void> {
  const edges = [...new Set(classifiers.map(({ edge }) => edge))];
  const board = createBoard(pictures.length);
  let atOnce = 1;
  try {
    for await (const batch of batchesOf(readRecords(pictures, edges, signal), () => atOnce)) {
      signal.throwIfAborted();
      const begun = performance.now();
      const readable = batch.filter((one) => 'records' in one);
      for (const one of batch) if ('problem' in one) board.put({ ...one.picture, problem: one.problem });
      const given = new Map(
        readable.map(({ picture }) => [picture.key, new Map(board.latest(picture).answers)]),
      );
      for (const classifier of classifiers) {
        const open = readable.filter(({ picture }) => !given.get(picture.key)?.has(classifier.key));
        if (open.length === 0) continue;
        const rows = await rowsOf(classifier, open, signal);
        for (const [index, { picture }] of open.entries()) {
          given.get(picture.key)?.set(classifier.key, rows[index] ?? { failure: 'There was no answer.' });
        }
      }
      for (const { picture } of readable) {
        board.put({ ...board.latest(picture), answers: given.get(picture.key) ?? new Map() });
      }
      const each = (performance.now() - begun) / batch.length;
      atOnce = Math.max(1, Math.min(MOST_AT_ONCE, 2 * atOnce, Math.round(BATCH_MS / each)));
    }
  } finally {
    board.show();
  }
}

type Readable = Extract<ReadPicture, { records: unknown }>;

/** One classifier's answers to a batch. One picture may be why all fail, so then they are asked about one by one; what fails alone has its failure as its answer. */
async function rowsOf(
  classifier: Classifier,
  pictures: readonly Readable[],
  signal: AbortSignal,
): Promise<Answer[]> {
  const { edge, labels } = classifier;
  const size = edge * edge * 3;
  const records = new Uint8Array(pictures.length * size);
  for (const [index, one] of pictures.entries()) {
    const record = one.records.get(edge);
    if (record) records.set(record, index * size);
  }
  try {
    const probabilities = await classifier.classify(records);
    return pictures.map((_, index) =>
      probabilities.slice(index * labels.length, (index + 1) * labels.length),
    );
  } catch (error) {
    if (pictures.length === 1) {
      return pictures.map(({ picture }) => ({
        failure: `There is no answer to ${picture.file}. ${messageOf(error)}`,
      }));
    }
    const alone: Answer[] = [];
    for (const one of pictures) {
      signal.throwIfAborted();
      alone.push(...(await rowsOf(classifier, [one], signal)));
    }
    return alone;
  }
}

/** Takes as many as are wanted at the time, the last ones as they come. */
async function* batchesOf<One>(items: AsyncIterable<One>, size: () => number): AsyncGenerator<One[]> {
  let batch: One[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size()) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Collects changed pictures and shows them together. */
function createBoard(total: number) {
  let changed = new Map<string, AskedPicture>();
  let done = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shownAt = Number.NEGATIVE_INFINITY;
  const show = (): void => {
    clearTimeout(timer);
    timer = undefined;
    shownAt = performance.now();
    putPictures(changed);
    changed = new Map();
    const { work: current } = answers.get();
    if (current) changeAnswers({ work: { ...current, done, total } });
  };
  return {
    show,
    put(picture: AskedPicture): void {
      changed.set(picture.key, picture);
      done++;
      timer ??= setTimeout(show, Math.max(0, shownAt + GATHER_MS - performance.now()));
    },
    /** A picture as it is now: a person may have corrected it meanwhile. */
    latest: (picture: AskedPicture): AskedPicture =>
      answers.get().pictures.find(({ key }) => key === picture.key) ?? picture,
  };
}
