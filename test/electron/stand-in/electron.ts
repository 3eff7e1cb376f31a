import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { ClientContext } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { answerCommands, record } from './wire.ts';

/**
 * The part of Electron's API that the shell uses, without a display: it records what is called and lets the test play the system's and the
 * page's part. Shapes follow electron.d.ts.
 */

export const app = Object.assign(new EventEmitter(), {
  enableSandbox: () => record('app.enableSandbox'),
  requestSingleInstanceLock: () => {
    record('app.requestSingleInstanceLock');
    return process.env['STAND_IN_SECOND_INSTANCE'] === undefined;
  },
  whenReady: async () => record('app.whenReady'),
  getPath: (name: string) => join(process.env['STAND_IN_FOLDER'] ?? '', name === 'userData' ? '.' : name),
  getVersion: () => '0.0.0',
  setAboutPanelOptions: () => {},
  quit: () => {
    record('app.quit');
    if (!prevented(app, 'before-quit')) app.exit();
  },
  exit: (status = 0) => {
    record('app.exit', status);
    // Once the record is through.
    process.disconnect();
    process.exit(status);
  },
});

export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown) => record('protocol.registerSchemesAsPrivileged', schemes),
};

type Handler = (request: Request) => Response | Promise<Response>;
const handlers = new Map<string, Handler>();
type Answer = (
  contents: object,
  permission: string,
  answer: (granted: boolean) => void,
  details: object,
) => void;
let onPermission: Answer | null = null;

export const session = {
  defaultSession: {
    protocol: {
      handle: (scheme: string, handler: Handler) => {
        record('protocol.handle', scheme);
        handlers.set(scheme, handler);
      },
    },
    setPermissionRequestHandler: (handler: Answer) => {
      record('session.setPermissionRequestHandler');
      onPermission = handler;
    },
    setPermissionCheckHandler: () => record('session.setPermissionCheckHandler'),
    setDevicePermissionHandler: () => record('session.setDevicePermissionHandler'),
    setDisplayMediaRequestHandler: () => record('session.setDisplayMediaRequestHandler'),
  },
};

export const ipcMain = new EventEmitter();

class WebContents extends EventEmitter {
  onOpen: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  setWindowOpenHandler(handler: typeof this.onOpen): void {
    record('contents.setWindowOpenHandler');
    this.onOpen = handler;
  }
}

let window: BrowserWindow | null = null;

export class BrowserWindow extends EventEmitter {
  webContents = new WebContents();
  constructor(options: object) {
    super();
    record('new BrowserWindow', options);
    window = this;
  }
  loadURL = async (url: string) => record('window.loadURL', url);
  show = () => record('window.show');
  focus = () => record('window.focus');
  reload = () => record('window.reload');
  restore = () => record('window.restore');
  maximize = () => record('window.maximize');
  setProgressBar = (fraction: number) => record('window.setProgressBar', fraction);
  isDestroyed = () => false;
  isMinimized = () => false;
  isMaximized = () => false;
  isFocused = () => false;
  getNormalBounds = () => ({ x: 10, y: 20, width: 1300, height: 850 });
}

export const dialog = {
  showErrorBox: (title: string, text: string) => record('dialog.showErrorBox', title, text),
  showMessageBoxSync: (options: object) => {
    record('dialog.showMessageBoxSync', options);
    return 1;
  },
};
export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
};
export const shell = {
  openExternal: async (url: string) => record('shell.openExternal', url),
  openPath: async () => '',
};
export const nativeTheme = { shouldUseDarkColors: true };
export const net = { fetch: (url: string) => fetch(url) };
export const Menu = {
  buildFromTemplate: (template: object[]) => template,
  setApplicationMenu: () => record('Menu.setApplicationMenu'),
};
export class Notification {
  static isSupported = () => true;
  show = () => record('notification.show');
}
export const powerSaveBlocker = {
  start: (kind: string) => {
    record('powerSaveBlocker.start', kind);
    return 1;
  },
  stop: () => record('powerSaveBlocker.stop'),
};

/** As Electron's port in the main process: `on` with an event that has `data`, and silent until it is started. */
class MessagePortMain extends EventEmitter {
  readonly port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.port = port;
  }
  postMessage(message: unknown): void {
    this.port.postMessage(message);
  }
  start(): void {
    this.port.on('message', (data) => this.emit('message', { data, ports: [] }));
    this.port.on('close', () => this.emit('close'));
  }
}

export class MessageChannelMain {
  port1: MessagePortMain;
  port2: MessagePortMain;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMain(port1);
    this.port2 = new MessagePortMain(port2);
  }
}

/** Real processes, with Electron's way to start and talk to them. */
class UtilityProcess extends EventEmitter {
  readonly child: ChildProcess;
  constructor(child: ChildProcess) {
    super();
    this.child = child;
    child.on('message', (message) => this.emit('message', message));
    child.on('exit', (code) => this.emit('exit', code ?? 1));
  }
  get pid() {
    return this.child.pid;
  }
  get stderr() {
    return this.child.stderr;
  }
  postMessage(message: object): void {
    if (this.child.connected) this.child.send({ toPort: message });
  }
  kill(): boolean {
    return this.child.kill();
  }
}

export const utilityProcess = {
  fork: (file: string, args: string[], options: { env: NodeJS.ProcessEnv; serviceName: string }) => {
    record('utilityProcess.fork', options.serviceName);
    const parentPort = join(import.meta.dirname, 'parent-port.mjs');
    return new UtilityProcess(
      fork(file, args, {
        env: options.env,
        execArgv: ['--import', parentPort],
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      }),
    );
  },
};

/** Emits an event that can be prevented, and says whether it was. */
function prevented(target: EventEmitter, name: string, details: object = {}): boolean {
  let isPrevented = false;
  const preventDefault = () => {
    isPrevented = true;
  };
  target.emit(name, { ...details, preventDefault });
  return isPrevented;
}

function theWindow(): BrowserWindow {
  if (window === null) throw new Error('There is no window yet');
  return window;
}

let link: RPCLink<ClientContext> | null = null;

answerCommands({
  /** Asks for a port as this frame; whether one was given. */
  requestPort: (frame: object | null) => {
    link = null;
    const postMessage = (_channel: string, _message: unknown, ports: MessagePortMain[]) => {
      const port = ports[0]?.port;
      if (port) link = new RPCLink({ port });
    };
    ipcMain.emit('request-port', { senderFrame: frame === null ? null : { ...frame, postMessage } });
    return link !== null;
  },
  /** Calls a procedure of the contract over the port that was given. */
  callContract: (path: string[], input: unknown) => link?.call(path, input, { context: {} }),
  fetch: async (address: string, init: RequestInit) => {
    const handler = handlers.get(new URL(address).protocol.slice(0, -1));
    if (!handler) throw new Error(`Nothing handles ${address}`);
    const response = await handler(new Request(address, init));
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  },
  navigate: (event: string, url: string) => prevented(theWindow().webContents, event, { url }),
  attachWebview: () => prevented(theWindow().webContents, 'will-attach-webview'),
  open: (url: string) => theWindow().webContents.onOpen({ url }).action,
  permission: (permission: string, url: string) => {
    let granted = true;
    const note = (answer: boolean) => {
      granted = answer;
    };
    onPermission?.({ getURL: () => url }, permission, note, {});
    return granted;
  },
  emitApp: (name: string) => void app.emit(name),
  emitWindow: (name: string) => void theWindow().emit(name),
  closeWindow: () => prevented(theWindow(), 'close'),
  crashPage: (reason: string) => void theWindow().webContents.emit('render-process-gone', {}, { reason }),
});
