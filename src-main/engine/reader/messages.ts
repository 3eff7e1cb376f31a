import type { ErrorCode } from '../../../src-shared/errors.ts';
import type { ImageShape } from '../../../src-shared/nets/net-spec.ts';
import type { View } from '../views.ts';

/** What a reading thread is started with. */
export interface ReaderSettings {
  /** The workspace's cache of records. */
  readonly file: string;
  /** Input of the network that pictures are cut for. */
  readonly input: ImageShape;
}

/** Pictures of one batch that one thread reads. */
export interface Portion {
  readonly id: number;
  /** Where the records lie in the cache, and what their checksums must be. */
  readonly slots: Int32Array;
  readonly checksums: Uint32Array;
  /** What is cut out of each record; null: the records are wanted whole. */
  readonly views: readonly View[] | null;
  /** Where they are written to, one after the other: memory of the whole batch, and this portion's first byte in it. */
  readonly memory: SharedArrayBuffer;
  readonly start: number;
}

/** Said when a portion is written, or could not be. */
export interface PortionDone {
  readonly id: number;
  readonly problem: { readonly code: ErrorCode; readonly message: string } | null;
}
