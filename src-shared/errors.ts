/** Every way in which work can fail that a person has to be told of; closed, so that each surface can map it. */
export const ERROR_CODES = [
  'bad-request',
  'not-found',
  'conflict',
  'cancelled',
  'no-space',
  'damaged',
  'newer-version',
  'locked',
  'engine-missing',
  'engine-lost',
  'out-of-memory',
  'diverged',
  'unsupported',
  'not-proven',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * An error whose message is one clear sentence for people: what happened, to which file, and what to do.
 * Anything else that is thrown is a bug and is reported as `internal`.
 */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
  }
}

/** The one sentence to show for any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Makes any thrown value an `AppError`: V8's word for refused memory `out-of-memory`, anything else `internal`, with the original as its cause. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const isRefused = error instanceof RangeError && error.message === 'Array buffer allocation failed';
  const [code, message] = isRefused
    ? (['out-of-memory', 'There is not enough memory for this: close other programs and try again.'] as const)
    : (['internal', messageOf(error)] as const);
  return new AppError(code, message, { cause: error });
}
