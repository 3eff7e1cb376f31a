import { join } from 'node:path';
import { app, BrowserWindow, dialog, nativeTheme, screen, shell } from 'electron';
import { resourcesFolder } from '../paths.ts';
import { APP_URL } from './app-address.ts';
import { createCrashRecovery } from './crash-recovery.ts';
import { guardContents } from './guard.ts';
import { MINIMUM_SIZE, restoredBounds } from './window-bounds.ts';
import { windowPreferences } from './window-preferences.ts';
import { loadWindowState, saveWindowState } from './window-state-file.ts';

/** Opens the program's one window where it was last, shown once there is something to see. */
export function openWindow(preload: string): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json');
  const state = loadWindowState(stateFile);
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...restoredBounds(state, workAreas),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    title: 'AlexNet Studio',
    icon: join(resourcesFolder, 'icon.png'),
    // Until the page is drawn, so that a dark desktop is not blinded.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#141517' : '#ffffff',
    show: false,
    webPreferences: windowPreferences(preload),
  });
  if (state?.maximized) window.maximize();
  guardContents(window.webContents, (address) => void shell.openExternal(address));
  recover(window);
  window.once('ready-to-show', () => window.show());
  window.on('close', (event) => {
    saveWindowState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
    if (process.platform === 'darwin') return;
    // Elsewhere closing the window is quitting, which may be declined while a run trains: the window stays until then.
    event.preventDefault();
    app.quit();
  });
  void window.loadURL(APP_URL);
  return window;
}

/** Nothing is lost with the page: training, imports and their figures live in the main process. */
function recover(window: BrowserWindow): void {
  const decide = createCrashRecovery();
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    if (decide() === 'reload') {
      window.reload();
      return;
    }
    dialog.showErrorBox(
      'The window stopped working',
      `It ended again and again (${reason}). What was trained is saved. Close the program and start it again.`,
    );
  });
}
