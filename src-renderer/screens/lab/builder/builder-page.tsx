import { Group, NumberInput, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { formatBytes, formatCount } from '../../../../src-shared/nets/format-number.ts';
import { netFromText } from '../../../../src-shared/nets/net-from-text.ts';
import { notifyFailure } from '../../../actions/notify.tsx';
import { useStore } from '../../../state/store.ts';
import { FigureStrip } from '../../../ui/figure.tsx';
import { Section } from '../../../ui/page.tsx';
import { ChosenLayer } from '../../inspect/diagram/chosen-layer.tsx';
import { NetDiagram } from '../../inspect/diagram/net-diagram.tsx';
import { LabPage, Slide } from '../lab-page.tsx';
import classes from './builder.module.css';
import { builder, choose, open, travel } from './builder-state.ts';
import { type ExaminedDraft, examineDraft, stepBytes } from './examine-draft.ts';
import { redone, undone } from './history.ts';
import { LayerList } from './layer-list.tsx';
import { LayerSettings } from './layer-settings.tsx';
import { LayerTools } from './layer-tools.tsx';
import { NetActions } from './net-actions.tsx';
import { NetFields } from './net-fields.tsx';
import { OpenDialog } from './open-dialog.tsx';
import { SavedNets } from './saved-nets.tsx';

/** A network to be taken apart and put together, with all that its shapes say as it is edited. */
export function BuilderPage() {
  const net = useStore(builder, ({ history }) => history.present);
  const chosen = useStore(builder, (state) => state.chosen);
  const [classCount, setClassCount] = useState(1000);
  const [batch, setBatch] = useState(32);
  const draft = useMemo(() => examineDraft(net, classCount), [net, classCount]);
  const [isOpening, opening] = useDisclosure(false);
  const at = net.layers.findIndex(({ name }) => name === chosen);
  useOpenedByDropOrPaste();
  useUndoKeys();
  return (
    <LabPage page="builder">
      <Section title="Network" aside={<NetActions net={net} draft={draft} onOpenDialog={opening.open} />}>
        <Group gap="md" mb="md" align="flex-end">
          <NetFields net={net} />
          <CountField label="Classes" value={classCount} min={2} max={100_000} onChange={setClassCount} />
          <CountField label="Batch" value={batch} min={1} max={4096} onChange={setBatch} />
        </Group>
        <Totals draft={draft} batch={batch} />
        <Problems draft={draft} />
      </Section>
      <div className={classes.editor}>
        <Section title="Layers" aside={<Slide title="Architecture" />}>
          <LayerTools net={net} at={at} />
          <LayerList net={net} draft={draft} chosen={chosen} />
          <Text size="xs" c="dimmed" mt="xs">
            Arrow keys choose, with Alt they move a layer; Delete removes, Ctrl+D doubles it, Ctrl+Z undoes.
            Layers can be dragged.
          </Text>
        </Section>
        <Section title={at < 0 ? 'Settings' : `Settings of ${chosen}`}>
          {at < 0 ? (
            <Text size="sm" c="dimmed">
              Choose a layer.
            </Text>
          ) : (
            <LayerSettings net={net} index={at} />
          )}
        </Section>
      </div>
      <Drawn draft={draft} chosen={chosen} />
      <SavedNets />
      <OpenDialog
        opened={isOpening}
        onClose={opening.close}
        onOpen={(opened) => {
          open(opened, null);
          opening.close();
        }}
      />
    </LabPage>
  );
}

/** The diagram, and what follows from the shapes of the chosen layer. It comes after the fields while somebody types. */
function Drawn({ draft, chosen }: { draft: ExaminedDraft; chosen: string }) {
  const { net, layers, rows } = useDeferredValue(draft);
  const drawing = useRef<SVGSVGElement>(null);
  const drawn = useMemo(() => {
    const names = new Set(['picture', ...layers.map(({ layer }) => layer.name)]);
    return layers.map(({ layer, sources, traced }) => ({
      layer,
      sources: sources.filter((source) => names.has(source)),
      output: traced?.output ?? null,
    }));
  }, [layers]);
  const row = rows.get(chosen);
  return (
    <Section title="Diagram">
      <NetDiagram input={net.input} traced={drawn} chosen={chosen} onChoose={choose} drawing={drawing} />
      {row && <ChosenLayer input={net.input} row={row} />}
    </Section>
  );
}

function Totals({ draft: { summary, layers: all }, batch }: { draft: ExaminedDraft; batch: number }) {
  const { totals, layers } = summary;
  return (
    <FigureStrip
      label="Totals"
      figures={[
        { label: 'Parameters', value: formatCount(totals.params) },
        { label: 'Multiply-adds a picture', value: formatCount(totals.multiplyAdds) },
        { label: 'Memory of a step, at least', value: formatBytes(stepBytes(summary, batch)) },
        { label: 'Sees', value: `${layers.at(-1)?.receptiveField.size.join(' × ') ?? '0 × 0'} px` },
        {
          label: 'Layers',
          value: formatCount(all.length),
          ...(layers.length < all.length && { of: `${formatCount(layers.length)} fit` }),
        },
      ]}
    />
  );
}

/** What keeps the network from being trained; each sentence leads to its layer. */
function Problems({ draft: { problems } }: { draft: ExaminedDraft }) {
  return (
    <div className={classes.problems} role="status" aria-label="Problems">
      {problems.length === 0 ? (
        <Text size="sm" c="dimmed">
          Every layer fits: it can be trained.
        </Text>
      ) : (
        <ul>
          {problems.slice(0, 5).map(({ layer, text }) => (
            <li key={`${layer} ${text}`}>
              {layer === null ? (
                text
              ) : (
                <button type="button" onClick={() => choose(layer)}>
                  {text}
                </button>
              )}
            </li>
          ))}
          {problems.length > 5 && <li>and {problems.length - 5} more</li>}
        </ul>
      )}
    </div>
  );
}

interface CountFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

function CountField({ label, value, min, max, onChange }: CountFieldProps) {
  return (
    <NumberInput
      label={label}
      w={100}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="strict"
      value={value}
      onChange={(next) => typeof next === 'number' && next >= min && onChange(next)}
    />
  );
}

/** A network's file that is dropped anywhere, or its text pasted outside of a field, is opened. */
function useOpenedByDropOrPaste(): void {
  useEffect(() => {
    const take = (text: string) => {
      try {
        open(netFromText(text), null);
      } catch (error) {
        notifyFailure(error);
      }
    };
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (isField(event.target) || !text.trimStart().startsWith('{')) return;
      event.preventDefault();
      take(text);
    };
    const drop = (event: DragEvent) => {
      const [file] = event.dataTransfer?.files ?? [];
      if (!file) return;
      event.preventDefault();
      file.text().then(take, notifyFailure);
    };
    const allow = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const { signal, abort } = abortable();
    document.addEventListener('paste', paste, { signal });
    document.addEventListener('dragover', allow, { signal });
    document.addEventListener('drop', drop, { signal });
    return abort;
  }, []);
}

/** Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y outside of fields, which have an undo of their own. */
function useUndoKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || isField(event.target)) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      travel(key === 'y' || event.shiftKey ? redone : undone);
    };
    const { signal, abort } = abortable();
    document.addEventListener('keydown', press, { signal });
    return abort;
  }, []);
}

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
