import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodePicture } from '../../src-main/data/decode-picture.ts';
import { FromDecoder } from '../../src-main/data/protocol.ts';
import { type Fork, forkNode } from '../../src-main/services/child.ts';
import { decodePictures } from '../../src-main/services/decode-pictures.ts';
import { jpeg, writeTree } from '../helpers/pictures.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'decode-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes `count` pictures, every fifth of them no picture, and gives their paths. */
async function makeFiles(count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, index) => `${index}.jpg`);
  const contents = names.map((_, index) => (index % 5 === 4 ? 'text' : jpeg(index)));
  await writeTree(folder, Object.fromEntries(names.map((name, index) => [name, contents[index] ?? ''])));
  return names.map((name) => join(folder, name));
}

const FROM_TEXT = 'The file is not a picture that can be read; JPEG, PNG, WebP, GIF, TIFF and AVIF are.';

describe('decoding pictures to classify them', () => {
  it('gives records in the order of the files, far more than are decoded ahead', async () => {
    const files = await makeFiles(120);
    let next = 0;
    for await (const decoded of decodePictures(files)) {
      expect(decoded.index).toBe(next++);
      if (decoded.index % 5 === 4) expect(decoded).toMatchObject({ type: 'rejected', reason: FROM_TEXT });
      else expect(decoded).toMatchObject({ type: 'decoded' });
    }
    expect(next).toBe(120);
  });

  it('gives the record that an import makes of the same picture', async () => {
    const [file = ''] = await makeFiles(1);
    const { pixels } = await decodePicture(await jpeg(0));
    for await (const decoded of decodePictures([file])) {
      expect(decoded).toMatchObject({ type: 'decoded', index: 0 });
      if (decoded.type === 'decoded') expect(Buffer.compare(decoded.record, pixels)).toBe(0);
    }
  });

  it('ends the process of whoever leaves early', async () => {
    const ended = Promise.withResolvers<void>();
    const fork: Fork = (...by) => {
      const decoder = forkNode(...by);
      decoder.onExit(() => ended.resolve());
      return decoder;
    };
    for await (const _ of decodePictures(await makeFiles(80), fork)) break;
    await ended.promise;
  });

  it('loses only the picture that kills the decoder again and again', async () => {
    const files = await makeFiles(50);
    const fork: Fork = (entry, env) => {
      const decoder = forkNode(entry, env);
      let list: string[] = [];
      let isDead = false;
      return {
        ...decoder,
        send: (message: unknown) => {
          if (hasFiles(message)) list = message.files;
          decoder.send(message);
        },
        onMessage: (listener) =>
          decoder.onMessage((raw) => {
            const message = FromDecoder.parse(raw);
            // Instead of the answer about this file comes the end of the process.
            isDead ||= 'index' in message && list[message.index]?.endsWith('/13.jpg') === true;
            if (isDead) decoder.kill();
            else listener(raw);
          }),
      };
    };
    const outcomes: string[] = [];
    for await (const decoded of decodePictures(files, fork)) {
      expect(decoded.index).toBe(outcomes.length);
      outcomes.push(decoded.type === 'rejected' ? decoded.reason : 'decoded');
    }
    expect(outcomes).toHaveLength(50);
    expect(outcomes[13]).toBe('The program that decodes pictures crashed on this one.');
    expect(outcomes.filter((outcome) => outcome === 'decoded')).toHaveLength(39);
  });
});

function hasFiles(message: unknown): message is { files: string[] } {
  return typeof message === 'object' && message !== null && 'files' in message;
}
