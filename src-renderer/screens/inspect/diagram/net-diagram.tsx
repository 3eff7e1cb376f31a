import { ActionIcon } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { useId, useMemo, useRef } from 'react';
import { type LayerSpec, PICTURE } from '../../../../src-shared/nets/layer-spec.ts';
import type { ImageShape, TensorShape } from '../../../../src-shared/nets/net-spec.ts';
import classes from './diagram.module.css';
import { LayerBlock } from './layer-block.tsx';
import { layerFamily, layerTitle } from './layer-words.ts';
import { layoutNet, NODE } from './layout-net.ts';
import { usePanZoom } from './use-pan-zoom.ts';

const MOST_HEIGHT = 640;
const ZOOM_STEP = 1.25;

/** A layer as it is drawn; a traced one is one. */
interface DrawnLayer {
  readonly layer: LayerSpec;
  readonly sources: readonly string[];
  /** Null where it does not fit what it reads. */
  readonly output: TensorShape | null;
}

interface NetDiagramProps {
  readonly input: ImageShape;
  readonly traced: readonly DrawnLayer[];
  readonly chosen: string;
  readonly onChoose: (layer: string) => void;
  readonly drawing: React.RefObject<SVGSVGElement | null>;
}

/** The network as a drawing that pans and zooms; the arrow keys go from layer to layer. */
export function NetDiagram({ input, traced, chosen, onChoose, drawing }: NetDiagramProps) {
  const { ref: sizeRef, width } = useElementSize();
  const host = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sizeRef, host);
  const help = useId();
  // Nine to a row at most: a row is read at a glance then, and a narrow window has fewer.
  const columns = Math.max(2, Math.min(9, Math.floor((width - 20) / (NODE.width + 20))));
  const layout = useMemo(() => layoutNet(traced, columns), [traced, columns]);
  const fitted = width === 0 ? 1 : Math.min(1, width / layout.width);
  const { view, show, showAll, zoomBy, pointer } = usePanZoom(host, fitted);
  const height = Math.min(MOST_HEIGHT, layout.height * fitted);

  const byName = useMemo(() => new Map(traced.map((one) => [one.layer.name, one])), [traced]);
  const order = [PICTURE, ...traced.map(({ layer }) => layer.name)];
  const choose = (name: string | undefined) => {
    const node = layout.nodes.find((one) => one.name === name);
    if (name === undefined || !node) return;
    onChoose(name);
    const [x, y] = [view.x + node.x * view.scale, view.y + node.y * view.scale];
    const isSeen = x > 0 && x < width && y > NODE.height / 2 && y < height - NODE.height / 2;
    if (!isSeen) {
      show({ ...view, x: view.x + width / 2 - x, y: view.y + height / 2 - y });
    }
  };
  const press = (event: React.KeyboardEvent) => {
    const at = order.indexOf(chosen);
    const places: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: Math.min(order.length - 1, at + columns),
      ArrowUp: Math.max(0, at - columns),
      Home: 0,
      End: order.length - 1,
    };
    const zooms: Record<string, number> = { '+': ZOOM_STEP, '=': ZOOM_STEP, '-': 1 / ZOOM_STEP };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [place, zoom] = [places[event.key], zooms[event.key]];
    if (place !== undefined) choose(order[place]);
    else if (zoom !== undefined) zoomBy(zoom);
    else if (event.key === '0') showAll();
    else return;
    event.preventDefault();
  };

  const shapeOf = (name: string) => (name === PICTURE ? input : (byName.get(name)?.output ?? null));
  return (
    <div
      ref={ref}
      className={classes.host}
      style={{ height }}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys go from layer to layer
      tabIndex={0}
      aria-label={`Diagram of the network, ${traced.length} layers; ${chosen} chosen`}
      aria-describedby={help}
      onKeyDown={press}
      {...pointer}
    >
      <svg
        ref={drawing}
        className={classes.drawing}
        aria-hidden
        data-width={layout.width}
        data-height={layout.height}
      >
        <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
          {layout.edges.map(({ from, to, path }) => (
            <path key={`${from} ${to}`} className={classes.edge} d={path} />
          ))}
          {layout.nodes.map((node) => {
            const layer = byName.get(node.name)?.layer;
            return (
              <LayerBlock
                key={node.name}
                node={node}
                title={layer ? layerTitle(layer) : 'Picture'}
                shape={shapeOf(node.name)}
                family={layer ? layerFamily(layer) : 'picture'}
                isChosen={node.name === chosen}
                onChoose={() => onChoose(node.name)}
              />
            );
          })}
        </g>
      </svg>
      <ActionIcon.Group className={classes.tools}>
        <ActionIcon variant="default" aria-label="Smaller" onClick={() => zoomBy(1 / ZOOM_STEP)}>
          <IconMinus size={16} />
        </ActionIcon>
        <ActionIcon variant="default" aria-label="Larger" onClick={() => zoomBy(ZOOM_STEP)}>
          <IconPlus size={16} />
        </ActionIcon>
        <ActionIcon variant="default" aria-label="Fit to the width" onClick={showAll}>
          <IconMaximize size={16} />
        </ActionIcon>
      </ActionIcon.Group>
      <span id={help} hidden>
        The arrow keys go from layer to layer, plus and minus zoom, 0 fits the diagram. Drag to move it; Ctrl
        and the wheel zoom.
      </span>
    </div>
  );
}
