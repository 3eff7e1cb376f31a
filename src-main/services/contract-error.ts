import { mapEventIterator } from '@orpc/client';
import { ORPCError, ValidationError } from '@orpc/server';
import { toAppError } from '../../src-shared/errors.ts';

/** Told of what is a bug, with the procedure in which it was thrown. */
export type OnUnexpected = (error: unknown) => void;

/**
 * What goes over the contract for a thrown value: an oRPC error with `data.code` (an `ErrorCode`) and a sentence for people. Bugs are
 * reported to `onUnexpected` and told without details; a stream that was given up by its reader is no error.
 */
export function toContractError(error: unknown, onUnexpected: OnUnexpected): unknown {
  if (error instanceof Error && error.name === 'AbortError') return error;
  if (error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR') {
    return new ORPCError(error.code, {
      message: inputMessage(error),
      data: { code: 'bad-request' },
      cause: error,
    });
  }
  const known = toAppError(error);
  if (known.code === 'internal') onUnexpected(error);
  return new ORPCError(known.code.toUpperCase().replaceAll('-', '_'), {
    message: known.code === 'internal' ? 'Something went wrong here; the log says more.' : known.message,
    data: { code: known.code },
    cause: error,
  });
}

/** A procedure's output with the errors of a stream mapped too: they are thrown long after the procedure has answered. */
export function withContractErrors<Output>(output: Output, onUnexpected: OnUnexpected): Output {
  if (!isStream(output)) return output;
  const mapped = mapEventIterator(output, {
    value: async (value) => value,
    error: async (error) => toContractError(error, onUnexpected),
  });
  return mapped as Output; // the same values in the same kind of iterator
}

function isStream(output: unknown): output is AsyncIterator<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

/** oRPC refused the input before any service saw it: says where and why. */
function inputMessage(error: ORPCError<string, unknown>): string {
  if (!(error.cause instanceof ValidationError)) return error.message;
  const [issue] = error.cause.issues;
  if (issue === undefined) return error.message;
  const path = (issue.path ?? []).map((key) => String(typeof key === 'object' ? key.key : key)).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
