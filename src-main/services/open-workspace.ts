import { realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore, type Store } from '../store/store.ts';
import { type Bundles, createBundles } from './bundle/bundles.ts';
import { type Changes, createChanges } from './changes.ts';
import type { Fork } from './child.ts';
import { type Classify, createClassify } from './classify.ts';
import { type ClassifyReader, createClassifyReader } from './classify-reader.ts';
import { type Compare, createCompare } from './compare.ts';
import { createDatasets, type Datasets } from './datasets.ts';
import { createDevices, type Devices } from './devices.ts';
import { createDownloads, type Downloads } from './downloads.ts';
import { createEngineSetup, type EngineSetup } from './engine-setup.ts';
import { createExports, type Exports, exportsFolder } from './exports.ts';
import { createImports, type Imports } from './imports.ts';
import { createInspect, type Inspect } from './inspect.ts';
import { createAnswers } from './inspect-answers.ts';
import { createLog, type Log, silentLog } from './log.ts';
import { createNets, type Nets } from './nets.ts';
import { createOwnClassifiers, type OwnClassifiers } from './own-classifiers.ts';
import { createPredictions, type Predictions } from './predictions.ts';
import { createRunFeed } from './run-feed.ts';
import { createRunFiles, type RunFiles } from './run-files.ts';
import { createRunMarks, type RunMarksService } from './run-marks.ts';
import { createRunModels, type RunModels } from './run-models.ts';
import { createRuns, type Runs } from './runs.ts';
import { createSeries, type Series } from './series.ts';
import { createSeriesFiles, type SeriesFiles } from './series-files/series-files.ts';
import { createSort, type Sort } from './sort.ts';
import { createStartWeights, type StartWeightsFiles, startWeightsFolder } from './start-weights.ts';
import { createThumbnails, type Thumbnails } from './thumbnails.ts';
import { recordsFile as recordsFileOf } from './train-run.ts';
import { createUploads, type Uploads } from './uploads.ts';
import { lockWorkspace } from './workspace-lock.ts';

/** An open workspace: everything that the program can do, for whichever surface. */
export interface Workspace {
  readonly folder: string;
  readonly store: Store;
  readonly log: Log;
  readonly changes: Changes;
  readonly engine: EngineSetup;
  readonly devices: Devices;
  readonly uploads: Uploads;
  readonly thumbnails: Thumbnails;
  readonly imports: Imports;
  readonly datasets: Datasets;
  readonly files: RunFiles;
  readonly runs: Runs;
  readonly nets: Nets;
  readonly runMarks: RunMarksService;
  readonly predictions: Predictions;
  readonly compare: Compare;
  readonly classify: Classify;
  /** Reads single pictures for windows that classify by themselves. */
  readonly reader: ClassifyReader;
  readonly classifiers: OwnClassifiers;
  /** Runs' networks for windows that classify by themselves. */
  readonly models: RunModels;
  readonly exports: Exports;
  readonly startWeights: StartWeightsFiles;
  readonly sort: Sort;
  readonly inspect: Inspect;
  readonly bundles: Bundles;
  readonly seriesFiles: SeriesFiles;
  readonly downloads: Downloads;
  readonly series: Series;
  /** How child processes are forked; undefined: by Node. */
  readonly fork: Fork | undefined;
  /**
   * Ends what goes on and gives the workspace free. `gently` (the default): training stops after its step with a checkpoint; `at once`: the
   * engine is killed, and the run can be resumed from its last checkpoint.
   */
  close(how?: 'gently' | 'at once'): Promise<void>;
}

export interface WorkspaceOptions {
  /** `write`: the only one that may; trains and imports. `read`: beside a writer; lists, evaluates and classifies. */
  mode: 'write' | 'read';
  /** Electron forks its own way. */
  fork?: Fork | undefined;
  /** Gets sentences for people about a run that begins; they are in the log too. */
  onNote?: ((sentence: string) => void) | undefined;
}

/**
 * Opens a workspace, making it where there is none (`write` only). A writer first tidies up: runs that a killed process left become
 * `interrupted`; what was removed, abandoned uploads and files that nothing names are deleted. Errors: `locked`, those of `openStore`.
 */
export async function openWorkspace(path: string, options: WorkspaceOptions): Promise<Workspace> {
  const isWriter = options.mode === 'write';
  const log = isWriter ? createLog(join(path, 'log')) : silentLog;
  const unlock = isWriter ? await lockWorkspace(path, (cause) => log.error('lock', cause)) : async () => {};
  try {
    const store = openStore(path, { mode: options.mode });
    const folder = await realpath(path);
    const files = createRunFiles(folder);
    const uploads = createUploads(join(folder, 'uploads'));
    if (isWriter) await tidyUp(folder, store, files, uploads);
    return compose({ ...options, folder, store, files, uploads, log, unlock });
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function tidyUp(folder: string, store: Store, files: RunFiles, uploads: Uploads): Promise<void> {
  store.runs.markInterrupted();
  store.purge();
  await files.removeOrphans(store);
  await uploads.removeAll();
  await createOwnClassifiers(folder, uploads).tidyUp();
  for (const passing of [exportsFolder(folder), startWeightsFolder(folder)])
    await rm(passing, { recursive: true, force: true });
}

interface Parts extends WorkspaceOptions {
  folder: string;
  store: Store;
  files: RunFiles;
  uploads: Uploads;
  log: Log;
  unlock: () => Promise<void>;
}

/** Puts the services together; nothing else makes one. */
function compose({ folder, store, files, uploads, log, fork, mode, onNote, unlock }: Parts): Workspace {
  const recordsFile = recordsFileOf(folder);
  const changes = createChanges();
  const feed = createRunFeed(store, changes);
  const engine = createEngineSetup();
  const imports = createImports({ folder, store, uploads, changes, log, fork });
  const startWeights = createStartWeights(folder, { store, uploads, fork });
  const runs = createRuns({ recordsFile, store, files, feed, log, onNote, fork }, startWeights);
  const classify = createClassify({ store, files, uploads, fork });
  const reader = createClassifyReader(fork);
  const answers = createAnswers();
  const inspect = createInspect({ recordsFile, store, files, uploads, answers, fork });
  const bundles = createBundles({ folder, recordsFile, store, files, uploads, changes });
  const seriesFiles = createSeriesFiles({ store, uploads, changes });
  const predictions = createPredictions({ recordsFile, store, files, canWrite: mode === 'write', fork });
  const models = createRunModels({ recordsFile, store, files, fork });
  const series = createSeries({ folder, store, files, fork });
  return {
    folder,
    store,
    log,
    changes,
    engine,
    devices: createDevices(store.device, fork),
    uploads,
    thumbnails: createThumbnails(store, recordsFile),
    imports,
    datasets: createDatasets(store, runs, changes),
    files,
    runs,
    nets: createNets(store, changes),
    runMarks: createRunMarks(store, feed),
    predictions,
    compare: createCompare({ store, files, predictions, answers }),
    classify,
    reader,
    classifiers: createOwnClassifiers(folder, uploads),
    startWeights,
    models,
    exports: createExports(folder, { recordsFile, store, files, fork }),
    sort: createSort(folder, uploads),
    inspect,
    bundles,
    seriesFiles,
    downloads: createDownloads(bundles, { recordsFile, store, files }),
    series,
    fork,
    async close(how = 'gently') {
      engine.close();
      await Promise.all([
        predictions.close(),
        imports.close(),
        classify.close(),
        reader.close(),
        inspect.close(),
        bundles.close(),
        seriesFiles.close(),
        series.close(),
        models.close(),
        runs.close(how),
      ]);
      store.close();
      await unlock();
    },
  };
}
