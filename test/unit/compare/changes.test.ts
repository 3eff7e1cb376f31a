import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignLayers } from '../../../src-shared/compare/align-layers.ts';
import { differInSeedOnly, settingDifferences } from '../../../src-shared/compare/setting-differences.ts';
import { comparedResult, settingEffects } from '../../../src-shared/compare/setting-effects.ts';
import type { NetName } from '../../../src-shared/nets/net-spec.ts';
import { NETS, netSpec } from '../../../src-shared/nets/nets.ts';
import { RECIPES, type Recipe } from '../../../src-shared/recipe.ts';
import { makeRun } from '../../helpers/make-run.ts';

/** A completed run with a test result. */
function run(changes: Partial<Recipe>, top1: number | null) {
  return makeRun({
    recipe: { ...RECIPES.quick, ...changes },
    test: top1 === null ? null : { loss: 1, top1, top5: 1 },
  });
}

describe('settings', () => {
  it('only those that differ are told, null where a recipe has none of it', () => {
    const adam = run({ optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 1e-8 } }, 0.5);
    const paths = settingDifferences([run({ seed: 1 }, 0.5), adam]).map(({ path }) => path);
    expect(paths).toContain('optimizer.kind');
    expect(paths).toContain('optimizer.beta1');
    expect(paths).not.toContain('batch');
    expect(settingDifferences([adam, adam])).toEqual([]);
    expect(differInSeedOnly(run({ seed: 1 }, 0.5), run({ seed: 2 }, 0.6))).toBe(true);
    expect(differInSeedOnly(run({ seed: 1 }, 0.5), run({ seed: 1, batch: 8 }, 0.5))).toBe(false);
  });

  it('what a run started from is one of them', () => {
    const drawn = run({}, 0.5);
    const brought = { ...drawn, startedFrom: { kind: 'file', name: 'torch.safetensors' } as const };
    expect(settingDifferences([drawn, brought])).toEqual([
      { path: 'startedFrom', values: ['new weights', 'the file torch.safetensors'] },
    ]);
    expect(differInSeedOnly(drawn, brought)).toBe(false);
  });

  it('what changed alone is told with what it did, whatever the seeds; the rest with what it came together with', () => {
    const effects = settingEffects([
      run({ learningRate: 0.1, batch: 32, epochs: 5, seed: 1 }, 0.5),
      run({ learningRate: 0.1, batch: 32, epochs: 5, seed: 2 }, 0.54),
      run({ learningRate: 0.01, batch: 32, epochs: 5, seed: 1 }, 0.62),
      run({ learningRate: 0.01, batch: 64, epochs: 9, seed: 1 }, 0.92),
    ]);
    const of = (path: string) => effects.find((effect) => effect.path === path);
    expect(of('learningRate')?.alone).toEqual([
      { from: 0.1, to: 0.01, change: expect.closeTo(0.1), seen: 1 },
    ]);
    expect(of('seed')?.alone).toEqual([{ from: 1, to: 2, change: expect.closeTo(0.04), seen: 1 }]);
    expect(of('batch')?.alone).toEqual([]);
    expect(of('batch')?.together).toEqual(['epochs']);
    expect(of('batch')?.spread).toBeCloseTo(0.92 - (0.5 + 0.54 + 0.62) / 3, 12);
    expect(effects[0]?.path).toBe('learningRate');
    expect(effects.at(-1)?.alone).toEqual([]);
  });

  it('goes by the test result only where every run has one', () => {
    const best = { epoch: 1, step: 1, top1: 0.4, loss: 1 };
    const runs = [run({}, 0.5), { ...run({}, null), best }];
    expect(comparedResult(runs)).toEqual({ of: 'best', top1: [null, 0.4] });
    expect(comparedResult([run({}, 0.5)])).toEqual({ of: 'test', top1: [0.5] });
  });
});

describe('networks', () => {
  it('AlexNet with batch normalisation is AlexNet with layers added, nothing else', () => {
    const rows = alignLayers(netSpec('alexnet', 10), netSpec('alexnet-bn', 10));
    const added = rows.flatMap((row) => (row.kind === 'added' ? [row.second.type] : []));
    expect(new Set(added)).toContain('BatchNormalization');
    expect(rows.filter(({ kind }) => kind === 'removed')).toEqual([]);
    expect(rows.flatMap((row) => (row.kind === 'added' ? [] : [row.first.name]))).toEqual(
      netSpec('alexnet', 10).layers.map(({ name }) => name),
    );
  });

  it('another number of filters changes that layer, and resizes those behind it', () => {
    const net = netSpec('lenet-5', 10);
    const layers = net.layers.map((layer, index) =>
      index === 0 && layer.type === 'conv' ? { ...layer, filters: layer.filters + 2 } : layer,
    );
    const rows = alignLayers(net, { ...net, layers });
    expect(rows[0]).toMatchObject({
      kind: 'changed',
      changes: [{ property: 'filters', second: Number(rows[0]?.kind === 'changed' && 6) + 2 }],
    });
    expect(rows.slice(1, 3).map(({ kind }) => kind)).toEqual(['resized', 'resized']);
    expect(rows.at(-1)?.kind).toBe('same');
  });

  it('any two networks keep all their layers in order, and a network beside itself is the same', () => {
    const name = fc.constantFrom(
      ...(Object.keys(NETS) as NetName[]).filter((one) => !/swin|inception|densenet/.test(one)),
    );
    fc.assert(
      fc.property(name, name, (a, b) => {
        const [first, second] = [netSpec(a, 7), netSpec(b, 7)];
        const rows = alignLayers(first, second);
        const names = (of: 'first' | 'second') =>
          rows.flatMap((row) =>
            of in row ? [(row as Record<'first' | 'second', { name: string }>)[of].name] : [],
          );
        expect(names('first')).toEqual(first.layers.map((layer) => layer.name));
        expect(names('second')).toEqual(second.layers.map((layer) => layer.name));
        if (a === b) expect(rows.every(({ kind }) => kind === 'same')).toBe(true);
      }),
      { numRuns: 12 },
    );
  });
});
