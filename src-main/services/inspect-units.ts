import type { Picture } from '../../src-shared/contract/datasets.ts';
import type { NetworkLayer, UnitFigures } from '../../src-shared/contract/inspect-answers.ts';
import { TOP_PICTURES } from '../../src-shared/top-pictures.ts';
import type { Inspect } from './inspect.ts';
import { keepTensors } from './inspect-answers.ts';
import { mapShape } from './inspect-maps.ts';
import { fieldOnRecord, networkLayers } from './inspect-network.ts';
import type { InspectorParts } from './inspect-parts.ts';
import type { InspectOutputs } from './inspect-queries.ts';
import { splitPictures, splitSamples } from './inspected-pictures.ts';
import type { Inspected } from './inspected-runs.ts';
import { createUnitScans, type UnitFindings } from './unit-scans.ts';

/** What the units of a layer like, and whether they are alive. */
export function inspectUnits(
  parts: InspectorParts,
): Pick<Inspect, 'selectivity' | 'findTopPictures' | 'topPictures'> {
  const { runs, store, answers } = parts;
  const scans = createUnitScans(parts);

  return {
    async *selectivity({ layer, split, ...weights }, signal) {
      const inspected = runs.find(weights);
      const found = yield* scans.scan(inspected, layer, split, signal);
      const pictures = splitSamples(store.datasets, inspected.run, split).slots.length;
      const classes = inspected.run.classes.length;
      const means = { shape: [found.active.length, classes], data: found.means };
      yield {
        type: 'done',
        inspectionId: answers.keep(keepTensors({ 'class-means': means })),
        pictures,
        units: unitFigures(found, pictures, classes),
      };
    },

    async *findTopPictures({ layer, split, ...weights }, signal) {
      const found = yield* scans.scan(runs.find(weights), layer, split, signal);
      yield { type: 'done', units: found.active.length };
    },

    async topPictures({ layer: name, split, offset, limit, ...weights }) {
      const inspected = runs.find(weights);
      const found = await scans.find(inspected, name, split);
      const layer = networkLayers(inspected.net).find((one) => one.name === name);
      if (!found || !layer) return null;
      const pictures = splitPictures(store.datasets, inspected.run, split);
      const total = found.active.length;
      const units = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) => {
        const unit = offset + index;
        return { unit, pictures: topOf(inspected, layer, found, unit, pictures) };
      });
      return { total, units };
    },
  };
}

/** A unit is for the class with the highest mean; negative means (of units without a ReLU) count as nothing, and so does a class without pictures. */
export function unitFigures(found: UnitFindings, pictures: number, classes: number): UnitFigures[] {
  return Array.from(found.active, (active, unit) => {
    const means = Array.from(found.means.subarray(unit * classes, (unit + 1) * classes), (mean) =>
      Number.isNaN(mean) ? 0 : Math.max(0, mean),
    );
    const index = means.reduce((best, mean, at) => (mean > (means[best] ?? 0) ? at : best), 0);
    const highest = means[index] ?? 0;
    const others = (means.reduce((sum, mean) => sum + mean, 0) - highest) / Math.max(1, classes - 1);
    const most = found.values[unit * TOP_PICTURES] ?? Number.NaN;
    return {
      unit,
      highest: Number.isFinite(most) ? most : null,
      active: active / pictures,
      class: highest > 0 ? { index, selectivity: (highest - others) / (highest + others) } : null,
    };
  });
}

type TopPicture = NonNullable<InspectOutputs['topPictures']>['units'][number]['pictures'][number];

function topOf(
  { net }: Inspected,
  layer: NetworkLayer,
  found: UnitFindings,
  unit: number,
  pictures: readonly Picture[],
): TopPicture[] {
  const { width } = mapShape(layer.output);
  return Array.from({ length: TOP_PICTURES }, (_, rank) => unit * TOP_PICTURES + rank).flatMap((at) => {
    const picture = pictures[found.pictures[at] ?? -1];
    const value = found.values[at] ?? Number.NaN;
    if (!picture || !Number.isFinite(value)) return [];
    const place = found.places[at] ?? 0;
    const patch = fieldOnRecord(net, layer, Math.floor(place / width), place % width);
    return [{ picture, value, patch }];
  });
}
