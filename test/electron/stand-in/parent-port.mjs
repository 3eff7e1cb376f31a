import { EventEmitter } from 'node:events';

// What Electron gives a utility process, over the channel of a forked one.
const port = new EventEmitter();
const send = process.send.bind(process);
port.postMessage = (message) => send(message);
process.on('message', (data) => port.emit('message', { data, ports: [] }));
process.on('disconnect', () => process.exit());
process.parentPort = port;
for (const name of ['send', 'disconnect', 'connected'])
  Object.defineProperty(process, name, { value: undefined, writable: true });
