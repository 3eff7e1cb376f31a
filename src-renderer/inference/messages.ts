import type { Preprocessing } from '../../src-shared/own-classifier.ts';

/** A network that the worker may run: where its ONNX file comes from, what records it takes, and a key that is another for other weights. */
export interface NetworkFile {
  readonly key: string;
  readonly url: string;
  readonly preprocessing: Preprocessing;
}

/** What the worker is asked; one question at a time. */
export type ToWorker =
  | { readonly type: 'load'; readonly network: NetworkFile }
  | {
      readonly type: 'classify';
      /** Loaded if the worker gave it up meanwhile. */
      readonly network: NetworkFile;
      /** uint8 [count, edge, edge, 3] */
      readonly records: Uint8Array<ArrayBuffer>;
      readonly count: number;
    };

/** By what a network is run: the graphics card, or the processor with so many threads. */
export interface Device {
  readonly kind: 'webgpu' | 'wasm';
  readonly threads: number;
}

/** `total` is null where the length is not known. `failed` and what follows a question's last message belong together: one question, one end. */
export type FromWorker =
  | { readonly type: 'progress'; readonly loaded: number; readonly total: number | null }
  | { readonly type: 'loaded'; readonly device: Device }
  /** float32 [count, classes], rows add up to 1. */
  | { readonly type: 'classified'; readonly probabilities: Float32Array<ArrayBuffer> }
  | { readonly type: 'failed'; readonly message: string };

/** Bytes of a network's file that have come; `total` is null where the length is not known. */
export type OnLoading = (loaded: number, total: number | null) => void;
