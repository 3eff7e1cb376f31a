import { decodePicture, RejectedPicture } from './decode-picture.ts';
import type { FromDecoder, ToDecoder } from './protocol.ts';
import { readPicture } from './read-picture.ts';

export type DecodeOrder = Extract<ToDecoder, { type: 'decode' }>;

export interface DecodeChannel {
  /** Resolves when one more picture may be sent. */
  room(): Promise<void>;
  send(message: Extract<FromDecoder, { type: 'decoded' | 'rejected' }>): void;
}

/** Decodes files and sends them in their order, `ahead` of them at a time, never more than that before they are taken. */
export async function decodeFiles({ files, ahead }: DecodeOrder, channel: DecodeChannel): Promise<void> {
  const started: ReturnType<typeof decodeFile>[] = [];
  for (const [index, file] of files.entries()) {
    started.push(decodeFile(index, file));
    if (started.length === ahead) await sendFirst(started, channel);
  }
  while (started.length > 0) await sendFirst(started, channel);
}

async function sendFirst(started: ReturnType<typeof decodeFile>[], channel: DecodeChannel): Promise<void> {
  const first = started.shift();
  if (!first) return;
  const answer = await first;
  await channel.room();
  channel.send(answer);
}

async function decodeFile(index: number, file: string) {
  try {
    const { pixels } = await decodePicture(await readPicture(file));
    return { type: 'decoded', index, record: pixels } as const;
  } catch (error) {
    if (!(error instanceof RejectedPicture)) throw error;
    return { type: 'rejected', index, reason: error.message } as const;
  }
}
