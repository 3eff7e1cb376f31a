import { z } from 'zod';
import { recordUrl } from '../../src-shared/routes.ts';
import type { AskedPicture } from '../state/answers.ts';

/** A picture with its records by edge, uint8 [edge, edge, 3], or why it has none. */
export type ReadPicture =
  | { readonly picture: AskedPicture; readonly records: ReadonlyMap<number, Uint8Array<ArrayBuffer>> }
  | { readonly picture: AskedPicture; readonly problem: string };

const Rejected = z.object({ rejected: z.string() });
const Refused = z.object({ message: z.string() });

/** Pictures that are read at a time: while one is decoded, others are on their way. */
const AT_ONCE = 4;
/** Pictures that may be read before they are wanted. */
const AHEAD = 32;

/** Reads pictures in their order, ahead of what is taken. Ends when `signal` is aborted; rejects as `fetch` does then. */
export async function* readRecords(
  pictures: readonly AskedPicture[],
  edges: readonly number[],
  signal: AbortSignal,
): AsyncGenerator<ReadPicture> {
  const queue = pictures.values();
  const started: Promise<ReadPicture>[] = [];
  let free = AT_ONCE;
  const waiting: (() => void)[] = [];
  const begin = (picture: AskedPicture): Promise<ReadPicture> => {
    const turn = free > 0 ? Promise.resolve(void free--) : new Promise<void>((go) => waiting.push(go));
    const read = turn
      .then(() => readRecord(picture, edges, signal))
      .finally(() => {
        const next = waiting.shift();
        if (next) next();
        else free++;
      });
    // One that is never taken, because the rest was given up, has nobody to tell.
    read.catch(() => undefined);
    return read;
  };
  for (;;) {
    while (started.length < AHEAD) {
      const next = queue.next();
      if (next.done) break;
      started.push(begin(next.value));
    }
    const first = started.shift();
    if (!first) return;
    yield await first;
  }
}

async function readRecord(
  picture: AskedPicture,
  edges: readonly number[],
  signal: AbortSignal,
): Promise<ReadPicture> {
  if (picture.problem !== null) return { picture, problem: picture.problem };
  const records = new Map<number, Uint8Array<ArrayBuffer>>();
  for (const edge of edges) {
    const read = await fetchRecord(picture, edge, signal);
    if (typeof read === 'string') return { picture, problem: read };
    records.set(edge, read);
  }
  return { picture, records };
}

/** One white pixel as PNG. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg==';

/** Has the main process start its decoder, which takes longer than a picture does and ends a minute after its last one. */
export async function wakeDecoder(signal: AbortSignal): Promise<void> {
  const pixel = new File([Uint8Array.from(atob(PIXEL), (byte) => byte.charCodeAt(0))], 'pixel.png');
  await fetchRecord({ origin: { kind: 'file', file: pixel } }, 1, signal);
}

/** One picture's record, or why it has none. Rejects with the sentence that the main process gives where it is not about the picture. */
export async function fetchRecord(
  { origin }: Pick<AskedPicture, 'origin'>,
  edge: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | string> {
  const response =
    origin.kind === 'path'
      ? await fetch(recordUrl(edge, origin.path), { signal })
      : await fetch(recordUrl(edge), { method: 'POST', body: origin.file, signal });
  if (!response.headers.get('content-type')?.includes('json'))
    return new Uint8Array(await response.arrayBuffer());
  const said: unknown = await response.json();
  const rejected = Rejected.safeParse(said);
  if (rejected.success) return rejected.data.rejected;
  const refused = Refused.safeParse(said);
  throw new Error(refused.success ? refused.data.message : `The picture did not come (${response.status}).`);
}
