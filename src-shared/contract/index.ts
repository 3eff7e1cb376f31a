import { classifiersContract } from './classifiers.ts';
import { classifyContract } from './classify.ts';
import { compareContract } from './compare.ts';
import { datasetsContract } from './datasets.ts';
import { exportsContract } from './exports.ts';
import { filesContract } from './files.ts';
import { inspectContract } from './inspect.ts';
import { netsContract } from './nets.ts';
import { runFiguresContract } from './run-figures.ts';
import { runMarksContract } from './run-marks.ts';
import { runsContract } from './runs.ts';
import { seriesContract } from './series.ts';
import { sortContract } from './sort.ts';
import { startWeightsContract } from './start-weights.ts';
import { systemContract } from './system.ts';

/**
 * Every procedure and stream between a window and the main process. Carried by MessagePort in the desktop window and by
 * WebSocket in the browser; input and output are validated on the main side. Bytes go over the http route instead.
 * Errors arrive as oRPC errors whose `data.code` is an `ErrorCode` and whose message is one sentence for people.
 */
export const contract = {
  system: systemContract,
  datasets: datasetsContract,
  runs: runsContract,
  runFigures: runFiguresContract,
  runMarks: runMarksContract,
  classify: classifyContract,
  compare: compareContract,
  classifiers: classifiersContract,
  sort: sortContract,
  files: filesContract,
  exports: exportsContract,
  startWeights: startWeightsContract,
  inspect: inspectContract,
  nets: netsContract,
  series: seriesContract,
};
