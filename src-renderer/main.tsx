import '@mantine/core/styles.css';
import '@mantine/dropzone/styles.css';
import '@mantine/notifications/styles.css';
import 'uplot/dist/uPlot.min.css';
import './styles/base.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { App } from './app.tsx';
import { followMain, queryClient } from './state/queries.ts';
import { uploads } from './state/uploads.ts';
import { schemeColors, theme } from './styles/theme.ts';
import { hashRouting } from './ui/hash-location.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
// The scroll lock of dialogs makes a style element of its own and looks for its nonce under webpack's name.
Object.assign(window, { __webpack_nonce__: nonce });

followMain();
// Training and imports go on without the window; pictures that are still on their way would be lost.
window.addEventListener('beforeunload', (event) => {
  if (uploads.get().some(({ failure }) => failure === null)) event.preventDefault();
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        cssVariablesResolver={schemeColors}
        getStyleNonce={() => nonce}
      >
        <Notifications position="bottom-right" limit={4} />
        <Router {...hashRouting}>
          <App />
        </Router>
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
);
