import { fetchBytes } from '../../../client/fetch-bytes.ts';

export async function fetchUint8(url: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await fetchBytes(url, signal));
}

export async function fetchFloat32(url: string, signal: AbortSignal): Promise<Float32Array> {
  return new Float32Array(await fetchBytes(url, signal));
}

export async function fetchInt32(url: string, signal: AbortSignal): Promise<Int32Array> {
  return new Int32Array(await fetchBytes(url, signal));
}
