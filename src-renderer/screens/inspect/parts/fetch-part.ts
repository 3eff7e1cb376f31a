import { z } from 'zod';
import { AppError, ERROR_CODES } from '../../../../src-shared/errors.ts';

const Refused = z.object({ code: z.enum(ERROR_CODES), message: z.string() });

/** Large numbers of the inspector, little-endian. Rejects with the sentence that the server gives. */
async function fetchBytes(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(url, { signal });
  if (response.ok) return response.arrayBuffer();
  const refused = Refused.safeParse(await response.json().catch(() => null));
  throw refused.success
    ? new AppError(refused.data.code, refused.data.message)
    : new Error(`The numbers did not come (${response.status} ${response.statusText}).`);
}

export async function fetchUint8(url: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await fetchBytes(url, signal));
}

export async function fetchFloat32(url: string, signal: AbortSignal): Promise<Float32Array> {
  return new Float32Array(await fetchBytes(url, signal));
}

export async function fetchInt32(url: string, signal: AbortSignal): Promise<Int32Array> {
  return new Int32Array(await fetchBytes(url, signal));
}
