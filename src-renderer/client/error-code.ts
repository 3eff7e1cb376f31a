import { ORPCError } from '@orpc/client';
import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from '../../src-shared/errors.ts';

const WithCode = z.object({ code: z.enum(ERROR_CODES) });

/** The kind of failure that the main process named, or null for anything else that was thrown. */
export function errorCodeOf(error: unknown): ErrorCode | null {
  if (!(error instanceof ORPCError)) return null;
  const data = WithCode.safeParse(error.data);
  return data.success ? data.data.code : null;
}
