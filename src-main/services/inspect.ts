import type { LookSource } from '../../src-shared/contract/inspect.ts';
import type { InspectionId, LookId, RunId } from '../../src-shared/ids.ts';
import type { Store } from '../store/store.ts';
import type { Fork } from './child.ts';
import type { Answers, InspectBytes } from './inspect-answers.ts';
import { inspectFeatures } from './inspect-features.ts';
import { inspectFilters } from './inspect-filters.ts';
import { createLooks } from './inspect-looks.ts';
import { cropArea, networkLayers, RECORD_SHAPE } from './inspect-network.ts';
import type { InspectorParts } from './inspect-parts.ts';
import { inspectPicture } from './inspect-picture.ts';
import type {
  AscentQuery,
  CellQuery,
  ExplainQuery,
  InspectOutputs,
  OfLayer,
  OfSplit,
  Page,
  Said,
} from './inspect-queries.ts';
import { inspectUnits } from './inspect-units.ts';
import { createInspectedRuns, type Weights } from './inspected-runs.ts';
import { readStatistics } from './read-statistics.ts';
import type { RunFiles } from './run-files.ts';
import type { Uploads } from './uploads.ts';

/** Everything of contract/inspect.ts, where inputs, outputs and errors are described. */
export interface Inspect extends InspectBytes {
  network(weights: Weights): InspectOutputs['network'];
  warm(weights: Weights): void;
  broken(weights: Weights): Promise<InspectOutputs['broken']>;
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
  ascend(query: AscentQuery, signal?: AbortSignal): AsyncGenerator<Said<'ascend'>>;
  statistics(runId: RunId): Promise<InspectOutputs['statistics']>;
  features(query: OfSplit, signal?: AbortSignal): AsyncGenerator<Said<'features'>>;
  nearest(
    query: { inspectionId: InspectionId; count: number },
    signal?: AbortSignal,
  ): AsyncGenerator<Said<'nearest'>>;
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
  /** Keeps large numbers for the http route. */
  answers: Answers;
  fork?: Fork | undefined;
}

/** Puts the parts of the inspector together. */
export function createInspect({ recordsFile, store, files, uploads, answers, fork }: InspectParts): Inspect {
  const runs = createInspectedRuns(store, files, fork);
  const looks = createLooks({ recordsFile, store, uploads, fork });
  const parts: InspectorParts = { recordsFile, store, files, runs, looks, answers };
  return {
    network(weights) {
      const { net, run, checkpoint } = runs.find(weights);
      return {
        checkpoint,
        checkpoints: run.checkpoints,
        input: [...net.input],
        crop: cropArea(net),
        layers: networkLayers(net),
      };
    },
    warm(weights) {
      // What fails now fails again when something is asked.
      runs.engine(runs.find(weights)).then(
        (engine) => engine.stay(),
        () => undefined,
      );
    },
    async broken(weights) {
      const { figures } = await (await runs.engine(runs.find(weights))).ask({ kind: 'broken' });
      return Object.entries(figures).map(([layer, count]) => ({ layer, weights: count }));
    },
    async timings(weights) {
      const inspected = runs.find(weights);
      const engine = await runs.engine(inspected);
      const { tensors, figures } = await engine.ask({ kind: 'time' });
      const layers = inspected.net.layers.map(({ name }, index) => ({
        layer: name,
        ms: tensors.ms?.data[index] ?? 0,
      }));
      return { device: await engine.device, layers, totalMs: figures.total ?? 0 };
    },
    look: ({ runId, source }) => looks.add(runId, source),
    ...inspectPicture(parts),
    ...inspectFilters(parts),
    ...inspectUnits(parts),
    ...inspectFeatures(parts),
    statistics: (runId) => readStatistics(files.folder(store.runs.get(runId).id)),
    part: async (id, query) => answers.part(id, query),
    record: (id) => ({ shape: RECORD_SHAPE, data: looks.get(id).record }),
    close: () => runs.close(),
  };
}
