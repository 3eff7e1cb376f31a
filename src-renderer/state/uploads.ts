import { createStore } from './store.ts';

/** Pictures on their way from this browser to the main process; the import begins when they have all arrived. */
export interface Upload {
  readonly key: number;
  readonly name: string;
  readonly files: number;
  readonly sentFiles: number;
  readonly bytes: number;
  readonly sentBytes: number;
  /** The sentence to show when it came to nothing. */
  readonly failure: string | null;
  readonly cancel: () => void;
}

/** Uploads outlive the page that began them, so they are kept outside React. */
export const uploads = createStore<readonly Upload[]>([]);

export function addUpload(upload: Upload): void {
  uploads.set([...uploads.get(), upload]);
}

export function changeUpload(key: number, change: Partial<Upload>): void {
  uploads.set(uploads.get().map((upload) => (upload.key === key ? { ...upload, ...change } : upload)));
}

export function removeUpload(key: number): void {
  uploads.set(uploads.get().filter((upload) => upload.key !== key));
}
