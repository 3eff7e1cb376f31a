import { expect, test } from 'vitest';
import type { Channel } from '../../../../src-renderer/client/channel.ts';
import { type ConnectionStatus, connect } from '../../../../src-renderer/client/connect.ts';
import type { ReadableStore } from '../../../../src-renderer/state/store.ts';

/** Channels that are opened and closed by hand; each answers every call with its own name. */
function handMade() {
  const opened: { name: string; open: () => void; refuse: () => void; close: () => void }[] = [];
  const open = () => {
    const name = `channel ${opened.length + 1}`;
    const channel = Promise.withResolvers<Channel>();
    const closed = Promise.withResolvers<void>();
    opened.push({
      name,
      open: () => channel.resolve({ link: { call: async () => name }, closed: closed.promise }),
      refuse: () => channel.reject(new Error('nobody answers')),
      close: () => closed.resolve(),
    });
    return channel.promise;
  };
  return { opened, open };
}

function becomes(status: ReadableStore<ConnectionStatus>, wanted: ConnectionStatus): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (status.get() === wanted) resolve();
    };
    status.subscribe(look);
    look();
  });
}

const call = (link: ReturnType<typeof connect>['link']) =>
  link.call(['runs', 'list'], undefined, { context: {} });

test('calls made before there is a channel wait for it', async () => {
  const { opened, open } = handMade();
  const { link, status } = connect(open);
  const answer = call(link);
  expect(status.get()).toBe('connecting');
  opened[0]?.open();
  expect(await answer).toBe('channel 1');
  expect(status.get()).toBe('open');
});

test('calls made while the connection is lost are carried by the next channel', async () => {
  const { opened, open } = handMade();
  const { link, status } = connect(open);
  opened[0]?.open();
  await becomes(status, 'open');
  opened[0]?.close();
  await becomes(status, 'lost');
  const answer = call(link);
  await expect.poll(() => opened.length, { timeout: 10_000 }).toBe(2);
  opened[1]?.open();
  expect(await answer).toBe('channel 2');
});

test('tries again when nobody answers', async () => {
  const { opened, open } = handMade();
  const { link } = connect(open);
  opened[0]?.refuse();
  await expect.poll(() => opened.length, { timeout: 10_000 }).toBe(2);
  opened[1]?.open();
  expect(await call(link)).toBe('channel 2');
});
