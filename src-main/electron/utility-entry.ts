import { pathToFileURL } from 'node:url';
import { DISCONNECT, ECHO } from './channels.ts';

/**
 * The start of every child process under Electron: makes its port look like the channel of a forked Node process, then runs the file that
 * it was given. So the engine and the picture decoder know nothing of Electron.
 */
const entry = process.argv[2];
if (entry === undefined) throw new Error('utility-entry needs the file to run');
const port = process.parentPort;

/** Who waits to hear that all messages so far have arrived: a process that ends at once may take its last ones with it. */
const arrivals: (() => void)[] = [];

function whenArrived(listener: () => void): void {
  arrivals.push(listener);
  port.postMessage(ECHO);
}

Object.assign(process, {
  connected: true,
  send: (message: unknown, ...rest: unknown[]) => {
    port.postMessage(message);
    const sent = rest.at(-1);
    if (typeof sent === 'function') whenArrived(() => sent(null));
    return true;
  },
  disconnect: () => whenArrived(endChannel),
});

function endChannel(): void {
  Object.assign(process, { connected: false });
  process.emit('disconnect');
}

// As in Node, messages wait until somebody listens.
process.on('newListener', function listen(event) {
  if (event !== 'message') return;
  process.off('newListener', listen);
  port.on('message', ({ data }) => {
    if (data === DISCONNECT) endChannel();
    else if (data === ECHO) arrivals.shift()?.();
    else process.emit('message', data, undefined);
  });
});

await import(pathToFileURL(entry).href);
