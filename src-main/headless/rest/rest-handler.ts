import { OpenAPIGenerator } from '@orpc/openapi';
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { BodyLimitPlugin } from '@orpc/server/fetch';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';

import { restContract } from '../../../src-shared/contract/rest.ts';
import { REST_PATH } from '../../../src-shared/routes.ts';
import { securityHeaders } from '../../http/headers.ts';
import { appVersion } from '../../services/app-version.ts';
import type { Workspace } from '../../services/open-workspace.ts';
import { createRestRouter } from './rest-router.ts';

/** Largest request, which is held in memory: a hundred pictures of 2 MiB. */
const MOST_BYTES = 200 * 2 ** 20;

/** Answers requests below `REST_PATH`, and gives the description of them all at `REST_PATH/openapi.json`. */
export function createRestHandler(workspace: Workspace): (request: Request) => Promise<Response> {
  const handler = new OpenAPIHandler(createRestRouter(workspace), {
    plugins: [new BodyLimitPlugin({ maxBodySize: MOST_BYTES })],
  });
  let description: ReturnType<typeof describeRest> | undefined;
  // Made when it is first asked for: few starts of the server ever are.
  const describedOnce = () => {
    description ??= describeRest();
    return description;
  };
  return async (request) => {
    const answer = await answerRest(request, handler, describedOnce);
    for (const [name, value] of Object.entries(securityHeaders())) answer.headers.set(name, value);
    answer.headers.set('cache-control', 'no-store');
    return answer;
  };
}

async function answerRest(
  request: Request,
  handler: OpenAPIHandler<Record<never, never>>,
  description: typeof describeRest,
): Promise<Response> {
  if (new URL(request.url).pathname === `${REST_PATH}/openapi.json`)
    return Response.json(await description());
  const { matched, response } = await handler.handle(request, { prefix: REST_PATH, context: {} });
  if (matched) return new Response(response.body, response);
  const message = `There is no such operation: ${REST_PATH}/openapi.json lists them.`;
  return Response.json(
    { defined: false, code: 'NOT_FOUND', status: 404, message, data: { code: 'not-found' } },
    { status: 404 },
  );
}

/** The operations as OpenAPI 3.1. */
function describeRest() {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return generator.generate(restContract, {
    info: {
      title: 'AlexNet Studio',
      version: appVersion(),
      description:
        'Data sets, runs, training and classification on the machine that serves this. Send the server’s token as `Authorization: Bearer …`.',
    },
    servers: [{ url: REST_PATH }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{ token: [] }],
  });
}
