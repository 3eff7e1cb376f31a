import type { InferContractRouterOutputs } from '@orpc/contract';
import type { inspectContract, LookSource } from '../../src-shared/contract/inspect.ts';
import type { AscentOptions, ExplainMethod } from '../../src-shared/contract/inspect-answers.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { Split } from '../../src-shared/figures.ts';
import type { InspectionId, LookId, RunId } from '../../src-shared/ids.ts';
import type { Store } from '../store/store.ts';
import type { Fork } from './child.ts';
import type { InspectBytes } from './inspect-answers.ts';
import type { RunFiles } from './run-files.ts';
import type { Uploads } from './uploads.ts';

export type InspectOutputs = InferContractRouterOutputs<typeof inspectContract>;

/** Which weights: a kept checkpoint of a run, the best one where no step is named. */
export interface Weights {
  readonly runId: RunId;
  readonly step?: number | undefined;
}
export interface OfLayer extends Weights {
  readonly layer: string;
}
export interface OfSplit extends Weights {
  readonly split: Split;
}
export interface Page {
  readonly offset: number;
  readonly limit: number;
}
export interface CellQuery {
  readonly inspectionId: InspectionId;
  readonly layer: string;
  readonly channel: number;
  readonly y: number;
  readonly x: number;
}
export interface ExplainQuery extends Weights {
  readonly lookId: LookId;
  readonly method: ExplainMethod;
  readonly class: number;
  readonly layer?: string | undefined;
}

/** What a stream of work says. */
type Said<Name extends keyof InspectOutputs> =
  InspectOutputs[Name] extends AsyncIterable<infer Message> ? Message : never;

/** Everything of contract/inspect.ts, where inputs, outputs and errors are described. */
export interface Inspect extends InspectBytes {
  network(weights: Weights): InspectOutputs['network'];
  timings(weights: Weights): Promise<InspectOutputs['timings']>;
  look(query: { runId: RunId; source: LookSource }): Promise<InspectOutputs['look']>;
  activations(query: Weights & { lookId: LookId }): Promise<InspectOutputs['activations']>;
  cell(query: CellQuery): Promise<InspectOutputs['cell']>;
  filters(query: OfLayer): Promise<InspectOutputs['filters']>;
  filterEpochs(runId: RunId): Promise<InspectOutputs['filterEpochs']>;
  selectivity(query: OfLayer & OfSplit, signal?: AbortSignal): AsyncGenerator<Said<'selectivity'>>;
  explain(query: ExplainQuery, signal?: AbortSignal): AsyncGenerator<Said<'explain'>>;
  findTopPictures(query: OfLayer & OfSplit, signal?: AbortSignal): AsyncGenerator<Said<'findTopPictures'>>;
  topPictures(query: OfLayer & OfSplit & Page): Promise<InspectOutputs['topPictures']>;
  ascend(
    query: OfLayer & AscentOptions & { unit: number },
    signal?: AbortSignal,
  ): AsyncGenerator<Said<'ascend'>>;
  statistics(runId: RunId): Promise<InspectOutputs['statistics']>;
  features(query: OfSplit, signal?: AbortSignal): AsyncGenerator<Said<'features'>>;
  neighbours(
    query: Page & { inspectionId: InspectionId; lookId: LookId },
  ): Promise<InspectOutputs['neighbours']>;
  close(): Promise<void>;
}

export interface InspectParts {
  recordsFile: string;
  store: Store;
  files: RunFiles;
  uploads: Uploads;
  fork?: Fork | undefined;
}

export function createInspect(_: InspectParts): Inspect {
  const notYet = (): never => {
    throw new AppError('unsupported', 'The inspector does not know this yet.');
  };
  return {
    network: notYet,
    timings: notYet,
    look: notYet,
    activations: notYet,
    cell: notYet,
    filters: notYet,
    filterEpochs: notYet,
    selectivity: notYet,
    explain: notYet,
    findTopPictures: notYet,
    topPictures: notYet,
    ascend: notYet,
    statistics: notYet,
    features: notYet,
    neighbours: notYet,
    part: notYet,
    record: notYet,
    filterEpoch: notYet,
    async close() {},
  };
}
