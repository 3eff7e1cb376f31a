import { z } from 'zod';
import { ERROR_CODES } from '../../src-shared/errors.ts';

const index = z.number().int().nonnegative();
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** A picture of the record cache: its slot, and what file it was decoded from (size in pixels as in that file, upright). */
export const CachedPicture = z.object({
  slot: index,
  /** SHA-256 of the picture file's bytes, lower-case hex. */
  sha256: z.string().length(64),
  /** CRC-32 of the record's bytes. */
  crc32: z.number().int().nonnegative(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type CachedPicture = z.infer<typeof CachedPicture>;

/** What became of file `index` of an import. `reused`: its record was there already, or is that of another file with the same bytes. */
export const ImportedFile = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('cached'), index, picture: CachedPicture, reused: z.boolean() }),
  z.object({ outcome: z.literal('rejected'), index, reason: z.string() }),
]);
export type ImportedFile = z.infer<typeof ImportedFile>;

/** Messages to the decoder process. The first is its job; the others are about that. `index` counts the job's `files`. */
export const ToDecoder = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('import'),
    recordsFile: z.string(),
    files: z.array(z.string()),
    /** Free slots of the cache, one for each file; those behind are left when files are rejected or known. */
    slots: z.array(index),
    /** How many files are worked on at a time. */
    atOnce: z.number().int().positive(),
  }),
  z.object({
    type: z.literal('decode'),
    files: z.array(z.string()),
    /** How many pictures are decoded ahead of those taken. */
    ahead: z.number().int().positive(),
  }),
  z.object({ type: z.literal('draw'), folder: z.string() }),
  /** One picture, a file or its bytes, while the process stays up for more; any number may be asked for at once. */
  z.object({
    type: z.literal('read'),
    request: index,
    picture: z.union([z.string(), bytes]),
    /** Edge of the record, pixels. */
    edge: z.number().int().positive(),
  }),
  /** Import: the answer to `hashed`. */
  z.object({ type: z.literal('known'), index, picture: CachedPicture.nullable() }),
  /** Decode: the next picture has been used, so another may be decoded. */
  z.object({ type: z.literal('taken') }),
]);
export type ToDecoder = z.infer<typeof ToDecoder>;

/** Messages from the decoder process; `finished` or `failed` is the last. */
export const FromDecoder = z.discriminatedUnion('type', [
  /** It runs and listens: what ends it from here on has to do with its job. */
  z.object({ type: z.literal('ready') }),
  /** Import: asks whether a file with these bytes is in the cache. Nothing of the file has been decoded so far. */
  z.object({ type: z.literal('hashed'), index, sha256: z.string().length(64) }),
  /** Import: these are done, and the records of those that were decoded are on the disk. */
  z.object({ type: z.literal('imported'), files: z.array(ImportedFile) }),
  /** Decode: in the order of the files. `record`: uint8 [256, 256, 3]. */
  z.object({ type: z.literal('decoded'), index, record: bytes }),
  z.object({ type: z.literal('rejected'), index, reason: z.string() }),
  /** Read: as `decoded` and `rejected`, in the order in which they are ready. */
  z.object({ type: z.literal('read'), request: index, record: bytes }),
  z.object({ type: z.literal('refused'), request: index, reason: z.string() }),
  /** Draw: pictures of the sample that are written. */
  z.object({ type: z.literal('drawn'), done: index, total: index }),
  z.object({ type: z.literal('finished') }),
  z.object({ type: z.literal('failed'), code: z.enum(ERROR_CODES), message: z.string() }),
]);
export type FromDecoder = z.infer<typeof FromDecoder>;
