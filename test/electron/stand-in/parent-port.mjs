import { EventEmitter } from 'node:events';

// What Electron gives a utility process: a port, made of the channel of a forked process, which is hidden. Messages for the port come in an
// envelope, because whoever is under test emits 'message' on the process too.
const port = new EventEmitter();
const send = process.send.bind(process);
const emit = process.emit.bind(process);
port.postMessage = (message) => send(message);
process.emit = (name, ...args) => {
  if (name === 'message' && args[0]?.toPort !== undefined)
    return port.emit('message', { data: args[0].toPort });
  return emit(name, ...args);
};
process.parentPort = port;
for (const name of ['send', 'disconnect', 'connected']) {
  Object.defineProperty(process, name, { value: undefined, writable: true, configurable: true });
}
