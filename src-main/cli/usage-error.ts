/** The command line itself is wrong, in a way that only shows when its parts are put together. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
