import { expect, test } from 'vitest';
import { createChanges } from '../../../src-main/services/changes.ts';

test('changes are told from the call on, also those before the first message is read', async () => {
  const changes = createChanges();
  changes.announce('nets');
  const news = changes.watch();
  changes.announce('datasets');
  expect((await news.next()).value).toEqual({ seq: 1, area: 'all' });
  expect((await news.next()).value).toEqual({ seq: 2, area: 'datasets' });
  await news.return(undefined);
});
