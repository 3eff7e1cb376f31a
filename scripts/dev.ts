import type { ClientRequest, IncomingMessage } from 'node:http';
import { execa } from 'execa';
import { createServer, type ProxyOptions } from 'vite';
import { rendererConfig } from '../electron.vite.config.ts';
import { appFolder } from '../src-main/paths.ts';
import { DATA_PATHS, RPC_PATH } from '../src-shared/routes.ts';
import { missingDisplay } from './lib/display.ts';
import { findElectron } from './lib/electron-binary.ts';
import { serve } from './lib/serve.ts';

/** `npm run dev`: the program with its window rebuilt on every edit; in Electron where that is at hand, else in the browser. */

if (findElectron() !== undefined && missingDisplay(process.platform, process.env) === null) {
  await execa('electron-vite', ['dev'], {
    cwd: appFolder,
    preferLocal: true,
    stdio: 'inherit',
    reject: false,
  });
} else {
  await developInBrowser();
}

async function developInBrowser(): Promise<void> {
  const server = await serve();
  if (server === null) {
    process.exitCode = 1;
    return;
  }
  const { origin, search } = server.address;
  const vite = await createServer({
    ...rendererConfig,
    configFile: false,
    server: {
      host: '127.0.0.1',
      proxy: {
        // Signing in sets the server's cookie for this address too: cookies do not know ports.
        '^/\\?token=': proxyTo(origin),
        ...Object.fromEntries(DATA_PATHS.map((path) => [path, proxyTo(origin)])),
        [RPC_PATH]: { ...proxyTo(origin), ws: true },
      },
    },
  });
  await vite.listen();
  console.log(`AlexNet Studio in development: ${new URL(search, vite.resolvedUrls?.local[0]).href}`);
  await server.ended;
  await vite.close();
}

/** Hands requests on under the server's own name, so that it still refuses those of other pages: only our own origin is translated. */
function proxyTo(target: string): ProxyOptions {
  return {
    target,
    changeOrigin: true,
    configure: (proxy) => {
      const translate = (outgoing: ClientRequest, incoming: IncomingMessage) => {
        const { origin, host } = incoming.headers;
        if (origin === `http://${host}`) outgoing.setHeader('origin', target);
      };
      proxy.on('proxyReq', translate);
      proxy.on('proxyReqWs', translate);
    },
  };
}
