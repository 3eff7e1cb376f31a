import type { FromDecoder, ImportedFile } from '../data/protocol.ts';
import type { Store } from '../store/store.ts';
import { DECODER_DIED } from './decode-pictures.ts';
import {
  DecoderDeath,
  type DecoderJob,
  type DecoderOptions,
  FILES_AT_ONCE,
  startDecoder,
} from './decoder-process.ts';

export interface CachePicturesOptions extends DecoderOptions {
  store: Store;
  recordsFile: string;
  /** Called with what has been added since the last call. */
  onProgress: (files: readonly ImportedFile[]) => void;
}

/**
 * Brings picture files into the record cache and tells the store of each record once its bytes are safe. When the decoder dies, those
 * it was at are tried again one by one; one that ends it again is rejected. Gives what became of each file, in their
 * order. Errors: `no-space`, `cancelled`, those of the store; what was cached until then stays.
 */
export async function cachePictures(
  files: readonly string[],
  options: CachePicturesOptions,
): Promise<ImportedFile[]> {
  const outcomes: ImportedFile[] = [];
  const add = (done: readonly ImportedFile[]) => {
    for (const file of done) outcomes[file.index] = file;
    options.onProgress(done);
  };
  const isLeft = (index: number) => outcomes[index] === undefined;
  let suspects: number[] = [];
  let rest = [...files.keys()];
  while (suspects.length + rest.length > 0) {
    const careful = suspects.length > 0;
    const round = careful ? suspects : rest;
    const death = await cacheOnce(round, files, careful ? 1 : FILES_AT_ONCE, add, options);
    const left = round.filter(isLeft);
    const begun = death?.begun.filter(isLeft) ?? [];
    if (!careful) {
      suspects = begun;
      rest = death ? left.filter((index) => !begun.includes(index)) : [];
    } else {
      const culprit = begun.at(-1);
      if (culprit !== undefined) add([{ outcome: 'rejected', index: culprit, reason: DECODER_DIED }]);
      suspects = left.filter((index) => index !== culprit);
    }
  }
  return outcomes;
}

/** One decoder's work on the files at `indices`. Gives null, or where it died those that it had begun, the last one last. */
async function cacheOnce(
  indices: readonly number[],
  files: readonly string[],
  atOnce: number,
  add: (files: ImportedFile[]) => void,
  { store, recordsFile, ...options }: CachePicturesOptions,
): Promise<{ begun: number[] } | null> {
  const begun = new Set<number>();
  const slots = store.records.allocateSlots(indices.length);
  const unused = new Set(slots);
  const indexOf = (place: number) => indices[place] ?? 0;
  try {
    const paths = indices.map((index) => files[index] ?? '');
    const decoder = startDecoder({ type: 'import', recordsFile, files: paths, slots, atOnce }, options);
    for await (const message of decoder.messages) {
      if (message.type === 'hashed') {
        begun.add(indexOf(message.index));
        answerKnown(message, decoder, store);
      } else if (message.type === 'imported') {
        keep(message.files, unused, store);
        add(message.files.map((file) => ({ ...file, index: indexOf(file.index) })));
      }
    }
    return null;
  } catch (error) {
    if (error instanceof DecoderDeath && begun.size > 0) return { begun: [...begun] };
    throw error;
  } finally {
    store.records.releaseSlots([...unused]);
  }
}

function answerKnown(
  { index, sha256 }: Extract<FromDecoder, { type: 'hashed' }>,
  decoder: DecoderJob,
  store: Store,
): void {
  const picture = store.records.findBySha([sha256]).get(sha256) ?? null;
  decoder.send({ type: 'known', index, picture });
}

/** Tells the store of what was decoded: into a slot that was free, or over a damaged record in its own. */
function keep(files: readonly ImportedFile[], unused: Set<number>, store: Store): void {
  const decoded = files.flatMap((file) => (file.outcome === 'cached' && !file.reused ? [file.picture] : []));
  store.records.insertMany(decoded.filter(({ slot }) => unused.has(slot)));
  for (const { slot, crc32 } of decoded) {
    if (!unused.delete(slot)) store.records.setChecksum(slot, crc32);
  }
}
