import type { ToEngine } from './protocol.ts';

/** A request to classify some records. */
export type ClassifyRequest = Extract<ToEngine, { type: 'classify' }>;

/** Requests in the order in which they came, for one reader. The reading ends after `close`, when all are read. */
export class RequestQueue {
  private readonly waiting: ClassifyRequest[] = [];
  private wake = Promise.withResolvers<void>();
  private closed = false;

  push(request: ClassifyRequest): void {
    this.waiting.push(request);
    this.wake.resolve();
  }

  close(): void {
    this.closed = true;
    this.wake.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ClassifyRequest> {
    for (;;) {
      const next = this.waiting.shift();
      if (next) {
        yield next;
      } else if (this.closed) {
        return;
      } else {
        this.wake = Promise.withResolvers();
        await this.wake.promise;
      }
    }
  }
}
