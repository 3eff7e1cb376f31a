import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { app, type BrowserWindow, dialog, ipcMain, session } from 'electron';
import { messageOf } from '../../src-shared/errors.ts';
import { createRoute } from '../http/route.ts';
import { appFolder, builtRendererFolder, defaultWorkspaceFolder } from '../paths.ts';
import { openWorkspace, type Workspace } from '../services/open-workspace.ts';
import { createRouter } from '../services/router.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { handOutPorts } from './contract-port.ts';
import { followTraining } from './follow-training.ts';
import { guardSession } from './guard.ts';
import { installMenu } from './menu.ts';
import { quitWithCare } from './quit.ts';
import { createTrainingDisplay } from './training-display.ts';
import { forkUtility } from './utility-fork.ts';
import { openWindow } from './window.ts';

/** The desktop program. One instance: starting it again brings the window of the first one to the front. */
const developmentServer = process.env['ELECTRON_RENDERER_URL'];
let window: BrowserWindow | null = null;

registerAppScheme();
app.enableSandbox();
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', showWindow);
  void app.whenReady().then(start).catch(fail);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const workspace = await openWorkspace(defaultWorkspaceFolder(), { mode: 'write', fork: forkUtility });
  quitWithCare(workspace);
  guardSession(session.defaultSession);
  serveApp(session.defaultSession, routeOf(workspace), developmentServer);
  const router = createRouter(workspace, { shell: 'desktop' });
  handOutPorts(ipcMain, new RPCHandler(router));
  installMenu(workspace.folder, developmentServer !== undefined);
  app.on('activate', showWindow);
  showWindow();
  void followTraining(
    createRouterClient(router),
    createTrainingDisplay(() => window),
  ).catch((error) => workspace.log.error('training display', error));
}

function routeOf(workspace: Workspace) {
  return createRoute({
    ...workspace,
    rendererFolder: builtRendererFolder,
    onUnexpected: (error) => workspace.log.error('http', error),
  });
}

function showWindow(): void {
  if (window !== null) {
    if (window.isMinimized()) window.restore();
    window.focus();
    return;
  }
  window = openWindow(join(appFolder, 'out/preload/preload.cjs'));
  window.on('closed', () => {
    window = null;
  });
}

/** Without its workspace the program can do nothing: it says why and ends. */
function fail(error: unknown): void {
  dialog.showErrorBox('AlexNet Studio cannot start', messageOf(error));
  app.exit(1);
}
