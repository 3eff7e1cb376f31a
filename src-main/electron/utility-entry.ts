import { pathToFileURL } from 'node:url';
import { DISCONNECT } from './channels.ts';

/**
 * The start of every child process under Electron: makes its port look like the channel of a forked Node process, then runs the file that
 * it was given. So the engine and the picture decoder know nothing of Electron.
 */
const entry = process.argv[2];
if (entry === undefined) throw new Error('utility-entry needs the file to run');
const port = process.parentPort;

Object.assign(process, {
  connected: true,
  send: (message: unknown, ...rest: unknown[]) => {
    port.postMessage(message);
    const sent = rest.at(-1);
    if (typeof sent === 'function') process.nextTick(sent, null);
    return true;
  },
  disconnect: () => process.exit(),
});

// As in Node, messages wait until somebody listens.
process.on('newListener', function listen(event) {
  if (event !== 'message') return;
  process.off('newListener', listen);
  port.on('message', ({ data }) => {
    if (data === DISCONNECT) {
      Object.assign(process, { connected: false });
      process.emit('disconnect');
    } else {
      process.emit('message', data, undefined);
    }
  });
});

await import(pathToFileURL(entry).href);
