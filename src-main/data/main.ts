import sharp from 'sharp';
import { AppError, toAppError } from '../../src-shared/errors.ts';
import { listenToParent } from '../parent-channel.ts';
import { decodeFiles } from './decode-files.ts';
import { importFiles } from './import-files.ts';
import { type CachedPicture, type FromDecoder, ToDecoder } from './protocol.ts';
import { readOne } from './read-one.ts';
import { errnoOf } from './unreadable.ts';

/**
 * The decoder process: does one job and is ended by its parent. Pictures come from anywhere, and one that brings libvips
 * down takes only this process with it.
 */

// One picture a thread (UV_THREADPOOL_SIZE of them) beats several threads a picture, and no picture comes twice.
sharp.concurrency(1);
sharp.cache(false);

const answers = new Map<number, (picture: CachedPicture | null) => void>();
let room = 0;
let onRoom = () => {};

const parent = listenToParent<ToDecoder, FromDecoder>(ToDecoder, (message) => {
  if (message.type === 'known') {
    answers.get(message.index)?.(message.picture);
    answers.delete(message.index);
  } else if (message.type === 'taken') {
    room++;
    onRoom();
  } else if (message.type === 'read') {
    void readOne(message).then(parent.send);
  } else {
    void run(message);
  }
});

parent.send({ type: 'ready' });

type DecoderJob = Exclude<ToDecoder, { type: 'known' | 'taken' | 'read' }>;

async function run(job: DecoderJob): Promise<void> {
  try {
    await doJob(job);
    parent.send({ type: 'finished' });
  } catch (error) {
    const { code, message } = isDiskFull(error)
      ? new AppError('no-space', 'The disk is full.')
      : toAppError(error);
    parent.send({ type: 'failed', code, message });
  }
}

function doJob(job: DecoderJob): Promise<void> {
  switch (job.type) {
    case 'import':
      return importFiles(job, {
        askKnown: (index, sha256) => {
          parent.send({ type: 'hashed', index, sha256 });
          return new Promise((resolve) => answers.set(index, resolve));
        },
        report: (files) => parent.send({ type: 'imported', files }),
      });
    case 'decode':
      room = job.ahead;
      return decodeFiles(job, { room: takeRoom, send: parent.send });
    case 'draw':
      return drawSample(job.folder);
  }
}

async function drawSample(folder: string): Promise<void> {
  // The other jobs are not to wait for it to load.
  const { writeSample } = await import('./sample/write-sample.ts');
  await writeSample(folder, { onProgress: (done, total) => parent.send({ type: 'drawn', done, total }) });
}

async function takeRoom(): Promise<void> {
  while (room === 0)
    await new Promise<void>((resolve) => {
      onRoom = resolve;
    });
  room--;
}

function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(errnoOf(error) ?? '');
}
