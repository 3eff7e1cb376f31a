import { expect, test } from 'vitest';
import { createChanges } from '../../src-main/services/changes.ts';
import { createNets } from '../../src-main/services/nets.ts';
import { openStore } from '../../src-main/store/store.ts';
import { CustomNet } from '../../src-shared/nets/custom-net.ts';
import { netSpec } from '../../src-shared/nets/nets.ts';
import { temporaryFolder } from './workspace.ts';

function named(name: string): CustomNet {
  const { input, layers } = netSpec('lenet-5', 10);
  return CustomNet.parse({ name, input, layers });
}

test('networks are kept by name, renamed, replaced and removed', () => {
  const folder = temporaryFolder();
  const store = openStore(folder, { mode: 'write' });
  const nets = createNets(store, createChanges());
  nets.save(named('Two'));
  nets.save(named('One'));
  expect(store.nets.list().map(({ net }) => net.name)).toEqual(['One', 'Two']);

  expect(() => nets.save(named('two'))).toThrow('There is a network called "Two" already');
  expect(() => nets.rename('One', 'TWO')).toThrow('already');
  nets.rename('One', 'Three');
  nets.save(named('two'), 'Two');
  nets.save({ ...named('Three'), input: [40, 40, 3] }, 'three');
  store.close();

  const again = openStore(folder, { mode: 'write' });
  expect(again.nets.list().map(({ net }) => [net.name, net.input[0]])).toEqual([
    ['Three', 40],
    ['two', 32],
  ]);
  const service = createNets(again, createChanges());
  const removed = service.remove('Three');
  expect(() => service.remove('Three')).toThrow('There is no network "Three"');
  expect(() => service.rename('Three', 'Four')).toThrow('There is no network');
  service.save(removed);
  expect(again.nets.get('three').net).toEqual(removed);
  again.close();
});

test('a network that cannot be built is not kept, and a refused one replaces nothing', () => {
  const store = openStore(temporaryFolder(), { mode: 'write' });
  const nets = createNets(store, createChanges());
  nets.save(named('One'));
  nets.save(named('Two'));
  const flat = { ...named('Flat'), layers: named('Flat').layers.filter(({ type }) => type !== 'flatten') };
  expect(() => nets.save(flat, 'One')).toThrow('put a flatten or global pooling layer before it');
  expect(() => nets.save(named('Two'), 'One')).toThrow('already');
  expect(store.nets.list().map(({ net }) => net.name)).toEqual(['One', 'Two']);
  store.close();
});
