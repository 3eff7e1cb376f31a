import type { ExportOptions } from '../../../src-shared/export-formats.ts';
import type { BuiltNet } from '../../../src-shared/nets/net-spec.ts';

/** A trained network to be written in another program's format. */
export interface ExportSource {
  readonly net: BuiltNet;
  /** Names of the classes, in the order of the outputs. */
  readonly labels: readonly string[];
  readonly options: ExportOptions;
  /** Of the pixels 0..255 of a record, [channels]: the network takes (pixel − mean) / deviation. */
  readonly input: { readonly mean: Float32Array; readonly deviation: Float32Array };
  /**
   * A variable of `netVariables(net)` in the engine's layout (the average of the weights where the run keeps one). The array belongs to the caller. Read them
   * one after the other and let go of each: AlexNet's largest has 151 MB. Throws `damaged`, and `cancelled` when somebody asked to stop.
   */
  read(variable: string): Promise<Float32Array>;
}

/** An export that was loaded again by the program that it is meant for. */
export interface ExportedModel {
  /** Probabilities [n, classes] for whole uint8 records [n, 256, 256, 3], looked at through the centre crop (`preprocess.ts` where the export leaves that to others). */
  predict(records: Uint8Array): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Writes a network in some format, and loads what was written. The job around it takes care of temporary names, progress, proof and cleaning up. */
export interface ExportFormat {
  /**
   * Writes to `path`, where nothing is: a file, or a folder that it makes itself, as `EXPORT_FORMATS` has it. The name is a temporary one, so it may not
   * stand in what is written; what is only needed meanwhile may lie beside it. `writeParts` writes large files.
   */
  write(source: ExportSource, path: string): Promise<void>;
  /** Loads what `write` wrote to `path` from the same source. Heavy runtimes are imported here, not at the top of the file. */
  open(source: ExportSource, path: string): Promise<ExportedModel>;
}
