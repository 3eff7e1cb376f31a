import { type CustomNet, layersFor } from '../../../../src-shared/nets/custom-net.ts';
import { type ExaminedLayer, examineNet } from '../../../../src-shared/nets/examine-net.ts';
import type { BuiltNet } from '../../../../src-shared/nets/net-spec.ts';
import { type NetSummary, type SummaryRow, summarise } from '../../../../src-shared/nets/summary.ts';

/** A network while it is edited: what can be said of the layers that fit, and what is wrong with the others. */
export interface ExaminedDraft {
  readonly net: BuiltNet;
  readonly layers: readonly ExaminedLayer[];
  /** Of the layers that fit. */
  readonly summary: NetSummary;
  readonly rows: ReadonlyMap<string, SummaryRow>;
  /** Sentences, in the order of the layers; none: it can be trained. */
  readonly problems: readonly { readonly layer: string | null; readonly text: string }[];
}

/** Looks at a network with an end for so many classes. Never throws, whatever its layers are. */
export function examineDraft(draft: CustomNet, classes: number): ExaminedDraft {
  const net: BuiltNet = {
    name: draft.name,
    title: draft.name,
    description: '',
    classes,
    input: draft.input,
    layers: layersFor(draft.layers, classes),
  };
  const layers = examineNet(net);
  const fitting = layers.flatMap(({ layer, sources, traced }) =>
    traced ? [{ ...layer, inputs: sources }] : [],
  );
  const summary = summarise({ ...net, layers: fitting });
  const problems = layers.flatMap(({ layer, problem }) =>
    problem === null ? [] : [{ layer: layer.name, text: problem }],
  );
  return {
    net,
    layers,
    summary,
    rows: new Map(summary.layers.map((row) => [row.name, row])),
    problems:
      layers.length > 0
        ? problems
        : [
            {
              layer: null,
              text: 'The network has no layers yet: add some, with a dense softmax layer at the end.',
            },
          ],
  };
}

const FLOAT32_BYTES = 4;

/**
 * Bytes that a training step needs at least, in float32: weights, their gradients and momentum; and for each picture of the batch every layer's output
 * and its gradient. TensorFlow's own buffers come on top.
 */
export function stepBytes({ totals }: NetSummary, batch: number): number {
  return 3 * totals.trainable * FLOAT32_BYTES + 2 * batch * totals.activationBytes;
}
