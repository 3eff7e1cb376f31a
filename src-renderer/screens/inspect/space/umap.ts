import type { UmapMessage, UmapTask } from './umap-worker.ts';

/** Works UMAP out beside the window; places are float32 `[pictures, 2]`. Ends when `signal` is aborted. */
export async function* umap(task: UmapTask, signal: AbortSignal): AsyncGenerator<UmapMessage> {
  const worker = new Worker(new URL('./umap-worker.ts', import.meta.url), { type: 'module' });
  const messages: UmapMessage[] = [];
  let next = Promise.withResolvers<void>();
  worker.onmessage = ({ data }: MessageEvent<UmapMessage>) => {
    messages.push(data);
    next.resolve();
  };
  worker.onerror = ({ message }) => next.reject(new Error(`UMAP did not work out: ${message}`));
  const stop = () => next.reject(signal.reason);
  signal.addEventListener('abort', stop);
  try {
    worker.postMessage(task, [task.nearest.buffer, task.distances.buffer]);
    for (;;) {
      await next.promise;
      next = Promise.withResolvers<void>();
      for (const message of messages.splice(0)) {
        yield message;
        if (message.type === 'done') return;
      }
    }
  } finally {
    signal.removeEventListener('abort', stop);
    worker.terminate();
  }
}
