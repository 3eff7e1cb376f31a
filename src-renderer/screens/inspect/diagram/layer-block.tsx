import type { TensorShape } from '../../../../src-shared/nets/net-spec.ts';
import classes from './diagram.module.css';
import type { LayerFamily } from './layer-words.ts';
import { NODE, type PlacedNode } from './layout-net.ts';

interface LayerBlockProps {
  readonly node: PlacedNode;
  readonly title: string;
  /** Null where the layer does not fit: it is drawn as a place with a question mark. */
  readonly shape: TensorShape | null;
  readonly family: LayerFamily;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** A layer's output as a block: as high and wide as its feature maps, as deep as it has channels (both on logarithmic scales). */
export function LayerBlock({ node, title, shape, family, isChosen, onChoose }: LayerBlockProps) {
  const { width, height, depth } = blockSize(shape ?? []);
  const [dx, dy] = [depth, -depth * 0.45];
  const left = -(width + dx) / 2;
  const top = -NODE.height / 2 + 34 - (height + dy) / 2;
  const face = `M${left} ${top}h${width}v${height}h${-width}z`;
  const lid = `M${left} ${top}l${dx} ${dy}h${width}l${-dx} ${-dy}z`;
  const side = `M${left + width} ${top}l${dx} ${dy}v${height}l${-dx} ${-dy}z`;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the diagram is the control, with the chosen layer said by it
    <g
      className={classes.node}
      data-family={family}
      data-chosen={isChosen}
      data-broken={shape === null}
      transform={`translate(${node.x} ${node.y})`}
      onClick={onChoose}
    >
      <rect
        className={classes.place}
        data-page-only
        x={-NODE.width / 2}
        y={-NODE.height / 2}
        width={NODE.width}
        height={NODE.height}
        rx={8}
      />
      <path className={classes.side} d={side} />
      <path className={classes.lid} d={lid} />
      <path className={classes.face} d={face} />
      <text className={classes.nodeTitle} y={NODE.height / 2 - 21}>
        {title}
      </text>
      <text className={classes.nodeShape} y={NODE.height / 2 - 6}>
        {shape?.join(' × ') ?? '?'}
      </text>
    </g>
  );
}

function blockSize(shape: TensorShape): { width: number; height: number; depth: number } {
  const channels = shape.at(-1) ?? 1;
  if (shape.length === 1) return { width: 6, height: onScale(channels, 4096) * 44 + 8, depth: 4 };
  const [rows = 1] = shape;
  const columns = shape.length > 2 ? (shape[1] ?? 1) : 1;
  return {
    width: onScale(columns, 224) * 40 + 4,
    height: onScale(rows, 224) * 40 + 4,
    depth: onScale(channels, 2048) * 36 + 2,
  };
}

function onScale(count: number, most: number): number {
  return Math.min(1, Math.log2(count + 1) / Math.log2(most + 1)) ** 1.5;
}
