/** Requests in the order in which they came, for one reader. The reading ends after `close`, when all are read. */
export class RequestQueue<Request> {
  private readonly waiting: Request[] = [];
  private wake = Promise.withResolvers<void>();
  private closed = false;

  push(request: Request): void {
    this.waiting.push(request);
    this.wake.resolve();
  }

  close(): void {
    this.closed = true;
    this.wake.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Request> {
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
