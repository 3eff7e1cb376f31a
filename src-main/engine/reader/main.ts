import { openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { toAppError } from '../../../src-shared/errors.ts';
import { cropBytes, cutCrop } from '../crops.ts';
import { RECORD } from '../protocol.ts';
import { requireWhole } from '../records.ts';
import type { Portion, PortionDone, ReaderSettings } from './messages.ts';

/** A reading thread: reads and checks records and cuts crops out of them, while TensorFlow has the main thread. `picture-reader.ts` starts it. */
if (!parentPort) throw new Error('This is the file of a thread');
const port = parentPort;
const { file, input } = workerData as ReaderSettings;
const descriptor = openSync(file, 'r');
const record = new Uint8Array(RECORD.bytes);

port.on('message', (portion: Portion) => port.postMessage(done(portion)));

function done(portion: Portion): PortionDone {
  try {
    readPortion(portion);
    return { id: portion.id, problem: null };
  } catch (error) {
    const { code, message } = toAppError(error);
    return { id: portion.id, problem: { code, message } };
  }
}

function readPortion({ slots, checksums, views, memory, start }: Portion): void {
  const bytes = views ? cropBytes(input) : RECORD.bytes;
  for (const [index, slot] of slots.entries()) {
    const target = new Uint8Array(memory, start + index * bytes, bytes);
    const view = views?.[index];
    const whole = view ? record : target;
    const read = readSync(descriptor, whole, 0, RECORD.bytes, slot * RECORD.bytes);
    requireWhole(whole, read, checksums[index], { file, slot });
    if (view) cutCrop(record, view, input, target);
  }
}
