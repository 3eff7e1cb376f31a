import type { ErrorCode } from '../../src-shared/errors.ts';

/** HTTP's number for an error; 500 where there is none. */
export const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  'bad-request': 400,
  'not-found': 404,
  conflict: 409,
  unsupported: 422,
  locked: 423,
  'engine-missing': 503,
  'no-space': 507,
};
