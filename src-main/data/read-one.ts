import { decodePicture, RejectedPicture } from './decode-picture.ts';
import type { FromDecoder, ToDecoder } from './protocol.ts';
import { readPicture } from './read-picture.ts';

/** Decodes one picture, by its file or its bytes. What is no picture is refused with its reason. */
export async function readOne({
  request,
  picture,
  edge,
}: Extract<ToDecoder, { type: 'read' }>): Promise<Extract<FromDecoder, { type: 'read' | 'refused' }>> {
  try {
    const bytes = typeof picture === 'string' ? await readPicture(picture) : Buffer.from(picture);
    return { type: 'read', request, record: (await decodePicture(bytes, edge)).pixels };
  } catch (error) {
    if (error instanceof RejectedPicture) return { type: 'refused', request, reason: error.message };
    throw error;
  }
}
