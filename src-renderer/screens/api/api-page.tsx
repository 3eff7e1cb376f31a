import { Text, useComputedColorScheme } from '@mantine/core';
import { type ComponentType, useEffect, useRef } from 'react';
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
      plugins: [operationsOnly],
      layout: 'OperationsOnly',
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
      <h2>Operations</h2>
      <div ref={place} className="card swagger-ui" />
    </Page>
  );
}

interface SwaggerSystem {
  readonly React: typeof import('react');
}

interface LayoutProps {
  readonly getComponent: (name: string, isContainer: boolean) => ComponentType;
}

/** A layout without Swagger UI's own title and `main`: a page has one of each, and those are the window's. Swagger UI draws with a React of its own. */
function operationsOnly({ React }: SwaggerSystem) {
  const layout = ({ getComponent }: LayoutProps) => React.createElement(getComponent('operations', true));
  return { components: { OperationsOnly: layout } };
}
