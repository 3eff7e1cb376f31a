import { layerFormula, outputFormula } from './formulas.ts';
import { layerActivationBytes, layerMultiplyAdds, layerParameters } from './layer-cost.ts';
import { kerasClass } from './name-layers.ts';
import type { BuiltNet, ImageShape, TensorShape } from './net-spec.ts';
import { type ReceptiveField, traceReceptiveFields } from './receptive-field.ts';

/** One row of the deck's table (slide "Architecture") and what else follows from the layer's shapes. */
export interface SummaryRow {
  readonly name: string;
  /** Keras' class: `Conv2D`. */
  readonly type: string;
  /** Without the batch: `[55, 55, 96]` or `[4096]`. */
  readonly output: TensorShape;
  /** Trainable and non-trainable together. */
  readonly params: number;
  readonly formula: string;
  readonly outputFormula: string;
  /** Of the forward pass, for one picture. */
  readonly multiplyAdds: number;
  /** Of the output for one picture, in float32. */
  readonly activationBytes: number;
  readonly receptiveField: ReceptiveField;
}

export interface SummaryTotals {
  readonly params: number;
  readonly trainable: number;
  readonly nonTrainable: number;
  readonly multiplyAdds: number;
  readonly activationBytes: number;
}

export interface NetSummary {
  /** The network's word: `alexnet`. */
  readonly net: string;
  readonly title: string;
  readonly classes: number;
  readonly input: ImageShape;
  readonly layers: readonly SummaryRow[];
  readonly totals: SummaryTotals;
}

/** Everything that the shapes of a network say about it, layer by layer and in total. */
export function summarise(net: BuiltNet): NetSummary {
  const layers: SummaryRow[] = [];
  const totals = { params: 0, trainable: 0, nonTrainable: 0, multiplyAdds: 0, activationBytes: 0 };

  for (const { traced, receptiveField } of traceReceptiveFields(net)) {
    const { trainable, nonTrainable } = layerParameters(traced);
    const row: SummaryRow = {
      name: traced.layer.name,
      type: kerasClass(traced.layer),
      output: traced.output,
      params: trainable + nonTrainable,
      formula: layerFormula(traced),
      outputFormula: outputFormula(traced),
      multiplyAdds: layerMultiplyAdds(traced),
      activationBytes: layerActivationBytes(traced),
      receptiveField,
    };
    layers.push(row);
    totals.params += row.params;
    totals.trainable += trainable;
    totals.nonTrainable += nonTrainable;
    totals.multiplyAdds += row.multiplyAdds;
    totals.activationBytes += row.activationBytes;
  }

  return { net: net.name, title: net.title, classes: net.classes, input: net.input, layers, totals };
}
