/** Fetches a network's file and tells how much of it has come, from 0 on when the answer begins: the file may have to be made first. `total` is null where the length is not announced. Rejects with the sentence that the server gives. */
export async function fetchModel(
  url: string,
  onProgress: (loaded: number, total: number | null) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(await refusalOf(response));
  const announced = Number(response.headers.get('content-length') ?? 0);
  const total = announced > 0 ? announced : null;
  onProgress(0, total);
  // Where the length is known the bytes go to their place at once: twice a network of 250 MB would be a lot.
  let model = new Uint8Array(announced);
  let loaded = 0;
  for await (const part of response.body) {
    if (loaded + part.length > model.length) model = grown(model, loaded + part.length);
    model.set(part, loaded);
    loaded += part.length;
    onProgress(loaded, total);
  }
  if (total !== null && loaded < total) throw new Error('The network was broken off on its way. Try again.');
  return model.subarray(0, loaded);
}

function grown(bytes: Uint8Array, needed: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(needed, bytes.length * 2));
  larger.set(bytes);
  return larger;
}

async function refusalOf(response: Response): Promise<string> {
  const refusal: unknown = await response.json().catch(() => null);
  const isSaid = typeof refusal === 'object' && refusal !== null && 'message' in refusal;
  return isSaid ? String(refusal.message) : `The network did not come (${response.status}).`;
}
