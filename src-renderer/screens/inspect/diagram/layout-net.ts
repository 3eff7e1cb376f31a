import { Graph, layout } from '@dagrejs/dagre';
import { PICTURE } from '../../../../src-shared/nets/layer-spec.ts';

/** Size of a layer's place in the diagram, and the room between two of them. */
export const NODE = { width: 108, height: 96 } as const;
const GAP = { across: 20, between: 12, rows: 28 } as const;
const MARGIN = 24;

/** A layer and the names of what it reads. */
interface Linked {
  readonly layer: { readonly name: string };
  readonly sources: readonly string[];
}

/** Places are middles, in the diagram's own pixels. */
export interface PlacedNode {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

export interface NetLayout {
  readonly nodes: readonly PlacedNode[];
  /** Paths from layer to layer, as SVG writes them. */
  readonly edges: readonly { readonly from: string; readonly to: string; readonly path: string }[];
  readonly width: number;
  readonly height: number;
}

interface Row {
  readonly top: number;
  /** Smallest and largest y of what is in it, before it was moved. */
  readonly from: number;
  readonly to: number;
}

/**
 * Places the layers of a network from left to right and, like text, in rows of at most `columns`, so that a network of hundreds of
 * layers has a shape that can be looked at. Branches lie below one another (layered layout of Sugiyama, by dagre).
 */
export function layoutNet(traced: readonly Linked[], columns: number): NetLayout {
  const graph = new Graph<object, { width: number; height: number; x?: number; y?: number }, Points>();
  graph.setGraph({ rankdir: 'LR', nodesep: GAP.between, ranksep: GAP.across });
  const names = [PICTURE, ...traced.map(({ layer }) => layer.name)];
  const links = traced.flatMap(({ layer, sources }) =>
    [...new Set(sources)].map((from) => ({ from, to: layer.name })),
  );
  for (const name of names) graph.setNode(name, { ...NODE });
  for (const { from, to } of links) graph.setEdge(from, to, {});
  layout(graph);

  const pitch = NODE.width + GAP.across;
  const columnOf = (x: number) => Math.round((x - NODE.width / 2) / pitch);
  const rowOf = (x: number) => Math.floor(columnOf(x) / columns);
  const placeOf = (name: string): Point => {
    const { x = 0, y = 0 } = graph.node(name) ?? {};
    return { x, y };
  };
  const rows = stackRows(
    names.map((name) => {
      const { x, y } = placeOf(name);
      return { row: rowOf(x), from: y - NODE.height / 2, to: y + NODE.height / 2 };
    }),
  );

  const moved = ({ x, y }: Point, row: number): Point => ({
    x: MARGIN + x - row * columns * pitch,
    y: y - (rows[row]?.from ?? 0) + (rows[row]?.top ?? 0),
  });
  const nodes = names.map((name) => {
    const place = placeOf(name);
    return { name, ...moved(place, rowOf(place.x)) };
  });

  const width =
    2 * MARGIN +
    Math.min(columns, 1 + Math.max(...names.map((name) => columnOf(placeOf(name).x)))) * pitch -
    GAP.across;
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const edges = links.flatMap(({ from: v, to: w }) => {
    const [from, to] = [byName.get(v), byName.get(w)];
    if (!from || !to) return [];
    const [start, end] = [rowOf(placeOf(v).x), rowOf(placeOf(w).x)];
    const points: readonly Point[] = graph.edge(v, w)?.points ?? [];
    const path =
      start === end
        ? smoothPath([rightOf(from), ...points.slice(1, -1).map((point) => moved(point, start)), leftOf(to)])
        : turnPath(rightOf(from), leftOf(to), width, (rows[end]?.top ?? 0) - GAP.rows / 2);
    return [{ from: v, to: w, path }];
  });
  const last = rows.at(-1);
  return { nodes, edges, width, height: (last ? last.top + last.to - last.from : 0) + MARGIN };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Points {
  readonly points?: readonly Point[];
}

/** Puts rows below one another, each as high as what is in it. */
function stackRows(parts: readonly { row: number; from: number; to: number }[]): Row[] {
  const count = 1 + Math.max(...parts.map(({ row }) => row));
  let top = MARGIN;
  return Array.from({ length: count }, (_, row) => {
    const own = parts.filter((part) => part.row === row);
    const from = Math.min(...own.map((part) => part.from));
    const to = Math.max(...own.map((part) => part.to));
    const placed = { top, from, to };
    top += to - from + GAP.rows;
    return placed;
  });
}

function rightOf({ x, y }: Point): Point {
  return { x: x + NODE.width / 2 - 8, y };
}

function leftOf({ x, y }: Point): Point {
  return { x: x - NODE.width / 2 + 8, y };
}

/** A curve through points that leaves and arrives level. */
function smoothPath([first, ...rest]: readonly Point[]): string {
  if (!first) return '';
  let path = `M${first.x} ${first.y}`;
  let before = first;
  for (const point of rest) {
    const middle = (before.x + point.x) / 2;
    path += ` C${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`;
    before = point;
  }
  return path;
}

/** From the end of a row to the beginning of a later one: around the right edge, back between the rows, around the left edge. */
function turnPath(from: Point, to: Point, width: number, between: number): string {
  const [right, left, r] = [width - MARGIN / 2, MARGIN / 2, 8];
  return [
    `M${from.x} ${from.y} H${right - r} Q${right} ${from.y} ${right} ${from.y + r}`,
    `V${between - r} Q${right} ${between} ${right - r} ${between}`,
    `H${left + r} Q${left} ${between} ${left} ${between + r}`,
    `V${to.y - r} Q${left} ${to.y} ${left + r} ${to.y} H${to.x}`,
  ].join(' ');
}
