/** What long work tells as it goes. */
export interface Working {
  /** Between two batches: other requests get their turn. Errors: `cancelled`. */
  progress(done: number, total: number): Promise<void>;
}
