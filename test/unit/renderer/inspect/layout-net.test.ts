import { describe, expect, it } from 'vitest';
import { layoutNet, NODE } from '../../../../src-renderer/screens/inspect/diagram/layout-net.ts';
import type { NetName } from '../../../../src-shared/nets/net-spec.ts';
import { netSpec } from '../../../../src-shared/nets/nets.ts';
import { traceShapes } from '../../../../src-shared/nets/trace-shapes.ts';

const COLUMNS = 7;

describe('the layout of a network', () => {
  it.each(['alexnet', 'alexnet-lrn', 'googlenet', 'resnet-50'] satisfies NetName[])(
    'places every layer of %s once, inside of the drawing and beside all others',
    (name) => {
      const traced = traceShapes(netSpec(name, 10));
      const { nodes, edges, width, height } = layoutNet(traced, COLUMNS);
      expect(nodes.map((node) => node.name).sort()).toEqual(
        ['picture', ...traced.map(({ layer }) => layer.name)].sort(),
      );
      expect(edges).toHaveLength(traced.reduce((sum, { sources }) => sum + new Set(sources).size, 0));
      for (const [index, { x, y }] of nodes.entries()) {
        expect(x - NODE.width / 2).toBeGreaterThanOrEqual(0);
        expect(x + NODE.width / 2).toBeLessThanOrEqual(width);
        expect(y - NODE.height / 2).toBeGreaterThanOrEqual(0);
        expect(y + NODE.height / 2).toBeLessThanOrEqual(height);
        for (const other of nodes.slice(index + 1)) {
          const isApart = Math.abs(x - other.x) >= NODE.width || Math.abs(y - other.y) >= NODE.height;
          expect(isApart, `${nodes[index]?.name} and ${other.name}`).toBe(true);
        }
      }
    },
  );

  it('reads like text: a chain goes on from left to right, and then in the next row', () => {
    const traced = traceShapes(netSpec('alexnet', 10));
    const { nodes } = layoutNet(traced, COLUMNS);
    const places = ['picture', ...traced.map(({ layer }) => layer.name)].map((name) =>
      nodes.find((node) => node.name === name),
    );
    const sevenFirst = places.slice(0, COLUMNS).map((place) => place?.y);
    expect(new Set(sevenFirst).size).toBe(1);
    expect(places[COLUMNS]?.x).toBe(places[0]?.x);
    expect(places[COLUMNS]?.y).toBeGreaterThan(places[0]?.y ?? 0);
  });
});
