import { z } from 'zod';
import { AppError, ERROR_CODES } from '../../src-shared/errors.ts';

const Refused = z.object({ code: z.enum(ERROR_CODES), message: z.string() });

/** Numbers of the http route, little-endian. Rejects with the sentence that the server gives. */
export async function fetchBytes(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(url, { signal });
  if (response.ok) return response.arrayBuffer();
  const refused = Refused.safeParse(await response.json().catch(() => null));
  throw refused.success
    ? new AppError(refused.data.code, refused.data.message)
    : new Error(`The numbers did not come (${response.status} ${response.statusText}).`);
}
