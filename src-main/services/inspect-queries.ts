import type { InferContractRouterOutputs } from '@orpc/contract';
import type { inspectContract } from '../../src-shared/contract/inspect.ts';
import type { AscentOptions, ExplainMethod } from '../../src-shared/contract/inspect-answers.ts';
import type { Split } from '../../src-shared/figures.ts';
import type { InspectionId, LookId } from '../../src-shared/ids.ts';
import type { Weights } from './inspected-runs.ts';

/** What the procedures of the contract give, by their names. */
export type InspectOutputs = InferContractRouterOutputs<typeof inspectContract>;

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

export interface AscentQuery extends OfLayer, AscentOptions {
  readonly unit: number;
}

/** What a stream of work says. */
export type Said<Name extends keyof InspectOutputs> =
  InspectOutputs[Name] extends AsyncIterable<infer Message> ? Message : never;
