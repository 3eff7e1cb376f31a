import { expect, it } from 'vitest';
import { windowPreferences } from '../../../src-main/electron/window-preferences.ts';

it('separates the page from the machine in every way there is', () => {
  expect(windowPreferences('/x/preload.cjs')).toEqual({
    preload: '/x/preload.cjs',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  });
});
