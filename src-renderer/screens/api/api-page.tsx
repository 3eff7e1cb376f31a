import { Text, useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';
import { REST_PATH } from '../../../src-shared/routes.ts';
import { Page } from '../../ui/page.tsx';
import './api-page.css';

/** What other programs can ask of this server, with a form to try each operation. */
export function ApiPage() {
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme();
  useEffect(() => {
    // Swagger UI's own switch.
    document.documentElement.classList.toggle('dark-mode', scheme === 'dark');
    return () => document.documentElement.classList.remove('dark-mode');
  }, [scheme]);
  useEffect(() => {
    const domNode = place.current;
    if (!domNode) return;
    SwaggerUI({
      domNode,
      url: `${REST_PATH}/openapi.json`,
      docExpansion: 'list',
      defaultModelsExpandDepth: -1,
      // The page is signed in by its cookie; nothing is asked of any other server.
      validatorUrl: null,
      // A page has one main part, and that is the window's.
      onComplete: () => domNode.querySelector('main')?.setAttribute('role', 'presentation'),
    });
  }, []);
  return (
    <Page
      title="API"
      subtitle="Classify, train and list from your own programs, by plain HTTP on this machine."
    >
      <Text size="sm" c="dimmed" mb="md">
        Send the token of this server’s address as <code>Authorization: Bearer TOKEN</code>. It is a new one
        at each start unless ALEXNET_STUDIO_TOKEN names one.
      </Text>
      <div ref={place} className="card" />
    </Page>
  );
}
