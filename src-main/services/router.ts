import { availableParallelism } from 'node:os';
import { implement } from '@orpc/server';
import { contract } from '../../src-shared/contract/index.ts';
import { appVersion } from './app-version.ts';
import { calibrate } from './classify-calibration.ts';
import { addToDataset } from './classify-corrections.ts';
import { listSource } from './classify-sources.ts';
import { toContractError, withContractErrors } from './contract-error.ts';
import { examine } from './doctor.ts';
import type { Workspace } from './open-workspace.ts';
import { recordsFile } from './train-run.ts';

/** Stretches of a curve that is drawn in a row of a table: fewer than it has pixels. */
const CURVE_STRETCHES = 40;

/** What differs between the two windows. */
export interface RouterOptions {
  shell: 'desktop' | 'web';
}

/** Every procedure of the contract, each answered by its service. Serve it with an oRPC handler: MessagePort or WebSocket. */
export function createRouter(workspace: Workspace, options: RouterOptions) {
  const {
    store,
    engine,
    devices,
    changes,
    datasets,
    imports,
    runs,
    nets,
    runMarks,
    predictions,
    compare,
    classify,
    classifiers,
    sort,
    inspect,
    uploads,
    log,
  } = workspace;
  const implementer = implement(contract);
  const withErrors = implementer.middleware(async ({ next, path }) => {
    const onUnexpected = (error: unknown) => log.error(path.join('.'), error);
    try {
      const result = await next();
      return { ...result, output: withContractErrors(result.output, onUnexpected) };
    } catch (error) {
      throw toContractError(error, onUnexpected);
    }
  });
  const os = implementer.use(withErrors);
  // Of ten thousand runs, each of which the store has checked as it read it, checking once more takes as long as reading them.
  const unchecked = implementer.$config({ initialOutputValidationIndex: Number.NaN }).use(withErrors);

  return os.router({
    system: {
      info: os.system.info.handler(() => ({
        version: appVersion(),
        workspace: workspace.folder,
        shell: options.shell,
        cores: availableParallelism(),
        uploadLimits: uploads.limits,
      })),
      doctor: os.system.doctor.handler(() => examine(workspace.folder, workspace.fork)),
      devices: os.system.devices.handler(() => devices.list()),
      chooseDevice: os.system.chooseDevice.handler(({ input }) => devices.choose(input.device)),
      watchEngine: os.system.watchEngine.handler(({ signal }) => engine.watch(signal)),
      installEngine: os.system.installEngine.handler(() => engine.install()),
      watchChanges: os.system.watchChanges.handler(({ signal }) => changes.watch(signal)),
    },
    datasets: {
      list: os.datasets.list.handler(() => store.datasets.list()),
      get: os.datasets.get.handler(({ input }) => ({
        ...store.datasets.get(input.datasetId),
        classCounts: store.datasets.classCounts(input.datasetId),
      })),
      pictures: os.datasets.pictures.handler(({ input }) => store.datasets.pictures(input.datasetId, input)),
      rejected: os.datasets.rejected.handler(({ input }) => store.datasets.rejected(input.datasetId)),
      import: os.datasets.import.handler(({ input }) => ({ importId: imports.start(input) })),
      cancelImport: os.datasets.cancelImport.handler(({ input }) => imports.cancel(input.importId)),
      dismissImport: os.datasets.dismissImport.handler(({ input }) => imports.dismiss(input.importId)),
      watchImports: os.datasets.watchImports.handler(({ signal }) => imports.watch(signal)),
      rename: os.datasets.rename.handler(({ input }) => datasets.rename(input.datasetId, input.name)),
      remove: os.datasets.remove.handler(({ input }) => datasets.remove(input.datasetId)),
      restore: os.datasets.restore.handler(({ input }) => datasets.restore(input.datasetId)),
    },
    runs: {
      list: unchecked.runs.list.handler(({ input }) =>
        input !== undefined && 'runIds' in input
          ? store.runs.some(input.runIds)
          : store.runs.list(input?.most),
      ),
      get: os.runs.get.handler(({ input }) => store.runs.get(input.runId)),
      start: os.runs.start.handler(({ input }) => ({ runId: runs.start(input) })),
      stop: os.runs.stop.handler(({ input }) => runs.stop(input.runId)),
      resume: os.runs.resume.handler(({ input }) => runs.resume(input.runId, input.beside)),
      watch: os.runs.watch.handler(({ input, signal }) => runs.watch(input.runId, signal)),
      evaluate: os.runs.evaluate.handler(({ input }) => predictions.evaluate(input)),
      rename: os.runs.rename.handler(({ input }) => runs.rename(input.runId, input.name)),
      remove: os.runs.remove.handler(({ input }) => runs.remove(input.runId)),
      restore: os.runs.restore.handler(({ input }) => runs.restore(input.runId)),
    },
    runFigures: {
      bests: os.runFigures.bests.handler(({ input }) => store.runFigures.bests(input.runIds)),
      curves: os.runFigures.curves.handler(({ input }) =>
        input.runIds.flatMap((id) => store.runFigures.curve(id, CURVE_STRETCHES) ?? []),
      ),
    },
    runMarks: {
      change: os.runMarks.change.handler(({ input }) => runMarks.change(input.runIds, input.change)),
      views: os.runMarks.views.handler(() => store.runViews.list()),
      saveView: os.runMarks.saveView.handler(({ input }) => store.runViews.save(input)),
      removeView: os.runMarks.removeView.handler(({ input }) => store.runViews.remove(input.name)),
    },
    nets: {
      list: os.nets.list.handler(() => store.nets.list()),
      save: os.nets.save.handler(({ input }) => nets.save(input.net, input.replaces)),
      rename: os.nets.rename.handler(({ input }) => nets.rename(input.name, input.to)),
      remove: os.nets.remove.handler(({ input }) => nets.remove(input.name)),
    },
    exports: {
      write: os.exports.write.handler(({ input, signal }) => workspace.exports.write(input, signal)),
    },
    startWeights: {
      read: os.startWeights.read.handler(({ input }) => workspace.startWeights.read(input)),
    },
    files: {
      openBundle: os.files.openBundle.handler(({ input, signal }) => workspace.bundles.read(input, signal)),
      openSeries: os.files.openSeries.handler(({ input, signal }) =>
        workspace.seriesFiles.read(input, signal),
      ),
    },
    inspect: {
      network: os.inspect.network.handler(({ input }) => inspect.network(input)),
      broken: os.inspect.broken.handler(({ input }) => inspect.broken(input)),
      warm: os.inspect.warm.handler(({ input }) => inspect.warm(input)),
      timings: os.inspect.timings.handler(({ input }) => inspect.timings(input)),
      look: os.inspect.look.handler(({ input }) => inspect.look(input)),
      activations: os.inspect.activations.handler(({ input }) => inspect.activations(input)),
      cell: os.inspect.cell.handler(({ input }) => inspect.cell(input)),
      filters: os.inspect.filters.handler(({ input }) => inspect.filters(input)),
      filterEpochs: os.inspect.filterEpochs.handler(({ input }) => inspect.filterEpochs(input.runId)),
      selectivity: os.inspect.selectivity.handler(({ input, signal }) => inspect.selectivity(input, signal)),
      explain: os.inspect.explain.handler(({ input, signal }) => inspect.explain(input, signal)),
      findTopPictures: os.inspect.findTopPictures.handler(({ input, signal }) =>
        inspect.findTopPictures(input, signal),
      ),
      topPictures: os.inspect.topPictures.handler(({ input }) => inspect.topPictures(input)),
      ascend: os.inspect.ascend.handler(({ input, signal }) => inspect.ascend(input, signal)),
      statistics: os.inspect.statistics.handler(({ input }) => inspect.statistics(input.runId)),
      features: os.inspect.features.handler(({ input, signal }) => inspect.features(input, signal)),
      nearest: os.inspect.nearest.handler(({ input, signal }) => inspect.nearest(input, signal)),
      neighbours: os.inspect.neighbours.handler(({ input }) => inspect.neighbours(input)),
    },
    compare: {
      facts: os.compare.facts.handler(({ input }) => compare.facts(input.runIds)),
      verdict: os.compare.verdict.handler(({ input, signal }) => compare.verdict(input, signal)),
      answers: os.compare.answers.handler(({ input, signal }) => compare.answers(input, signal)),
      epochs: os.compare.epochs.handler(({ input }) => compare.epochs(input.runId)),
      epochAnswers: os.compare.epochAnswers.handler(({ input }) =>
        compare.epochAnswers(input.runId, input.epoch),
      ),
    },
    classify: {
      pictures: os.classify.pictures.handler(({ input, signal }) => classify.pictures(input, signal)),
      list: os.classify.list.handler(async ({ input, signal }) => {
        const { unpacked, ...listed } = await listSource(input, uploads, signal);
        return { ...listed, uploadId: unpacked };
      }),
      release: os.classify.release.handler(({ input }) => uploads.remove(input.uploadId)),
      calibration: os.classify.calibration.handler(({ input, signal }) =>
        calibrate(predictions, input.runId, signal),
      ),
      addToDataset: os.classify.addToDataset.handler(({ input }) =>
        addToDataset(input, { ...workspace, recordsFile: recordsFile(workspace.folder) }),
      ),
    },
    classifiers: {
      list: os.classifiers.list.handler(() => classifiers.list()),
      add: os.classifiers.add.handler(({ input }) => classifiers.add(input.source, input.name)),
      change: os.classifiers.change.handler(({ input }) =>
        classifiers.change(input.classifierId, input.settings),
      ),
      remove: os.classifiers.remove.handler(({ input }) => classifiers.remove(input.classifierId)),
      restore: os.classifiers.restore.handler(({ input }) => classifiers.restore(input.classifierId)),
    },
    series: {
      prepare: os.series.prepare.handler(({ input, signal }) =>
        workspace.series.prepare(input.runIds, signal),
      ),
    },
    sort: {
      plan: os.sort.plan.handler(({ input }) => sort.plan(input)),
      run: os.sort.run.handler(({ input, signal }) => sort.run(input.sortId, signal)),
      discard: os.sort.discard.handler(({ input }) => sort.discard(input.sortId)),
      list: os.sort.list.handler(() => sort.list()),
      undo: os.sort.undo.handler(({ input, signal }) => sort.undo(input.sortId, signal)),
    },
  });
}
