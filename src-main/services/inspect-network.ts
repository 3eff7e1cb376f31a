import type { NetworkLayer } from '../../src-shared/contract/inspect-answers.ts';
import type { BuiltNet } from '../../src-shared/nets/net-spec.ts';
import { summarise } from '../../src-shared/nets/summary.ts';
import { traceShapes } from '../../src-shared/nets/trace-shapes.ts';
import { RECORD } from '../engine/protocol.ts';
import { centreView, cropOf } from '../engine/views.ts';

/** The layers of a network as the inspector shows them. */
export function networkLayers(net: BuiltNet): NetworkLayer[] {
  const traced = traceShapes(net);
  return summarise(net).layers.map((row, index) => ({
    ...row,
    output: [...row.output],
    sources: [...(traced[index]?.sources ?? [])],
    receptiveField: {
      size: [...row.receptiveField.size],
      jump: [...row.receptiveField.jump],
      start: [...row.receptiveField.start],
    },
    hasFilters: traced[index]?.type === 'conv' || traced[index]?.type === 'depthwise-conv',
    hasUnits: row.output.length <= 3,
  }));
}

/** A rectangle; see `Area` of the contract. */
interface Rectangle {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/** Where on a record the network looks. */
export function cropArea({ input }: BuiltNet): Rectangle {
  const { top, left } = centreView(input);
  const [height, width] = cropOf(input);
  return { top, left, height, width };
}

/** An area of the network's input as pixels of the record, cut off at the crop's edges. */
export function onRecord(net: BuiltNet, area: Rectangle): Rectangle {
  const crop = cropArea(net);
  const times = crop.height / net.input[0];
  const clamp = (value: number, size: number): number => Math.min(size, Math.max(0, value));
  const top = clamp(area.top * times, crop.height);
  const left = clamp(area.left * times, crop.width);
  const bottom = clamp((area.top + area.height) * times, crop.height);
  const right = clamp((area.left + area.width) * times, crop.width);
  return { top: crop.top + top, left: crop.left + left, height: bottom - top, width: right - left };
}

/** The pixels of the record that an element at row y and column x of a layer's map depends on. */
export function fieldOnRecord(net: BuiltNet, layer: NetworkLayer, y: number, x: number): Rectangle {
  const { size, jump, start } = layer.receptiveField;
  return onRecord(net, {
    top: start[0] + y * jump[0],
    left: start[1] + x * jump[1],
    height: size[0],
    width: size[1],
  });
}

/** Bytes of a record. */
export const RECORD_SHAPE = [RECORD.height, RECORD.width, RECORD.channels] as const;
