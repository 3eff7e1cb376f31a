import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { contract } from '../../src-shared/contract/index.ts';
import { RPC_PATH } from '../../src-shared/routes.ts';
import { connect } from './connect.ts';
import { openPortChannel } from './port-channel.ts';
import { openSocketChannel } from './socket-channel.ts';

const bridge = window.alexnetStudio;

const connection = connect(() =>
  bridge ? openPortChannel(bridge) : openSocketChannel(new URL(RPC_PATH, location.href).href),
);

export const connectionStatus = connection.status;

/** Every procedure of the contract, carried by whatever connects this window with the main process. */
export const studio: ContractRouterClient<typeof contract> = createORPCClient(connection.link);

/** Query and mutation options of the same procedures for TanStack Query. */
export const api = createTanstackQueryUtils(studio);
