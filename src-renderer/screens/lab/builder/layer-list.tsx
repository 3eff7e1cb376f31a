import { useEffect, useRef, useState } from 'react';
import type { CustomNet } from '../../../../src-shared/nets/custom-net.ts';
import { formatCount } from '../../../../src-shared/nets/format-number.ts';
import { layerFamily, layerTitle } from '../../inspect/diagram/layer-words.ts';
import classes from './builder.module.css';
import { choose, edit } from './builder-state.ts';
import { duplicateLayer, moveLayer, removeLayer } from './edit-layers.ts';
import type { ExaminedDraft } from './examine-draft.ts';

interface LayerListProps {
  readonly net: CustomNet;
  readonly draft: ExaminedDraft;
  readonly chosen: string;
}

/**
 * The layers below one another, each with its output or what is wrong with it. Arrow keys choose, with Alt they move the layer, Delete removes
 * it, Ctrl+D doubles it; it can be dragged too.
 */
export function LayerList({ net, draft, chosen }: LayerListProps) {
  const list = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const at = net.layers.findIndex(({ name }) => name === chosen);

  useEffect(() => {
    list.current?.querySelector(`[data-layer="${chosen}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const press = (event: React.KeyboardEvent) => {
    const done = pressed(event, net, at);
    if (done) event.preventDefault();
  };
  const drop = () => {
    const layer = dragged === null ? undefined : net.layers[dragged];
    if (layer && dragged !== null && over !== null) {
      edit({ ...net, layers: moveLayer(net.layers, dragged, over) }, layer.name);
    }
    setDragged(null);
    setOver(null);
  };
  return (
    <div
      ref={list}
      className={classes.list}
      role="listbox"
      tabIndex={0}
      aria-label="Layers of the network"
      aria-activedescendant={at < 0 ? undefined : optionId(at)}
      onKeyDown={press}
    >
      {draft.layers.map(({ layer, traced, sources, problem }, index) => {
        const row = draft.rows.get(layer.name);
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names this as its active one
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
          <div
            // Names may be doubled in a file that was opened.
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a layer without a name of its own has
            key={`${layer.name} ${index}`}
            id={optionId(index)}
            role="option"
            aria-selected={index === at}
            className={classes.row}
            data-layer={layer.name}
            data-family={layerFamily(layer)}
            data-problem={problem !== null}
            data-drop={dropSide(index, dragged, over)}
            draggable
            onClick={() => choose(layer.name)}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', layer.name);
              setDragged(index);
            }}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(index);
            }}
            onDragEnd={drop}
            onDrop={(event) => dragged !== null && event.preventDefault()}
          >
            <span className={classes.rowHead}>
              <b>{layerTitle(layer)}</b>
              <span className={classes.rowName}>{layer.name}</span>
              <span className={classes.rowShape}>{traced?.output.join(' × ') ?? '?'}</span>
            </span>
            {sources.length > 1 && <span className={classes.rowNote}>reads {sources.join(', ')}</span>}
            {row && row.params > 0 && (
              <span className={classes.rowNote}>{formatCount(row.params)} parameters</span>
            )}
            {problem !== null && <span className={classes.rowProblem}>{problem}</span>}
            {problem === null && !traced && (
              <span className={classes.rowNote}>waits for a layer that does not fit</span>
            )}
          </div>
        );
      })}
    </div>
  );
}

function optionId(index: number): string {
  return `builder-layer-${index}`;
}

/** Where the dragged layer would come: in front of this one or behind it. */
function dropSide(index: number, dragged: number | null, over: number | null): string | undefined {
  if (dragged === null || over !== index || dragged === index) return undefined;
  return dragged < index ? 'after' : 'before';
}

/** Does what a key stands for; false where it stands for nothing. */
function pressed(event: React.KeyboardEvent, net: CustomNet, at: number): boolean {
  const { layers } = net;
  const layer = layers[at];
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: layers.length - 1,
  };
  const to = steps[event.key];
  if (event.altKey && to !== undefined && layer) {
    edit({ ...net, layers: moveLayer(layers, at, to) }, layer.name);
    return true;
  }
  if (to !== undefined) {
    choose(layers[Math.min(layers.length - 1, Math.max(0, to))]?.name ?? '');
    return true;
  }
  if (!layer) return false;
  if (event.key === 'Delete' || event.key === 'Backspace') {
    removeAt(net, at);
    return true;
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'd') {
    duplicateAt(net, at);
    return true;
  }
  return false;
}

/** Removes a layer and looks at the one that takes its place. */
export function removeAt(net: CustomNet, at: number): void {
  const layers = removeLayer(net.layers, at);
  edit({ ...net, layers }, (layers[at] ?? layers.at(-1))?.name ?? '');
}

/** Doubles a layer and looks at the new one. */
export function duplicateAt(net: CustomNet, at: number): void {
  const layers = duplicateLayer(net.layers, at);
  edit({ ...net, layers }, layers[at + 1]?.name ?? '');
}
