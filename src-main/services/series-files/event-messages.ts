import { join } from 'node:path';
import protobuf from 'protobufjs';
import { z } from 'zod';
import { resourcesFolder } from '../../paths.ts';

const EventType = protobuf
  .loadSync(join(resourcesFolder, 'proto', 'event.proto'))
  .lookupType('tensorboard.Event');

const bytes = z.instanceof(Uint8Array);
/** protobufjs gives 64-bit numbers as objects of its own; as numbers they are exact as far as steps go. */
const Tensor = z.object({
  dtype: z.number().optional(),
  tensorShape: z.object({ dim: z.array(z.object({ size: z.number() })).optional() }).optional(),
  tensorContent: bytes.optional(),
  floatVal: z.array(z.number()).optional(),
  doubleVal: z.array(z.number()).optional(),
  intVal: z.array(z.number()).optional(),
  int64Val: z.array(z.number()).optional(),
});
const Value = z.object({
  tag: z.string().default(''),
  simpleValue: z.number().optional(),
  tensor: Tensor.optional(),
});
const Event = z.object({
  wallTime: z.number().default(0),
  step: z.number().default(0),
  summary: z.object({ value: z.array(Value).default([]) }).optional(),
});

/** A number that an event has under a name. */
export interface Scalar {
  tag: string;
  value: number;
  step: number;
  /** Milliseconds since 1970. */
  atMs: number;
}

/** The scalars of an event, written the old way or the new; null where the bytes are no event. */
export function decodeScalars(data: Uint8Array): Scalar[] | null {
  const event = Event.safeParse(toObject(data));
  if (!event.success) return null;
  const { step, wallTime, summary } = event.data;
  return (summary?.value ?? []).flatMap(({ tag, simpleValue, tensor }) => {
    const value = simpleValue ?? (tensor && scalarOf(tensor));
    return value === undefined || tag === '' ? [] : [{ tag, value, step, atMs: wallTime * 1000 }];
  });
}

function toObject(data: Uint8Array): unknown {
  try {
    return EventType.toObject(EventType.decode(data), { longs: Number });
  } catch {
    return null;
  }
}

/** The one number of a tensor; undefined where it has more, or none. */
function scalarOf(tensor: z.infer<typeof Tensor>): number | undefined {
  const { dtype, tensorShape, tensorContent, floatVal, doubleVal, intVal, int64Val } = tensor;
  if (tensorShape?.dim?.some(({ size }) => size !== 1)) return undefined;
  const [listed] = [floatVal, doubleVal, intVal, int64Val].flatMap((list) => list?.slice(0, 1) ?? []);
  if (listed !== undefined || tensorContent === undefined) return listed;
  const view = new DataView(tensorContent.buffer, tensorContent.byteOffset, tensorContent.byteLength);
  if (dtype === 1 && view.byteLength === 4) return view.getFloat32(0, true);
  if (dtype === 2 && view.byteLength === 8) return view.getFloat64(0, true);
  if (dtype === 3 && view.byteLength === 4) return view.getInt32(0, true);
  if (dtype === 9 && view.byteLength === 8) return Number(view.getBigInt64(0, true));
  return undefined;
}

/** What an event file begins with. */
export function encodeVersion(atMs: number): Uint8Array {
  return encode({ wallTime: atMs / 1000, fileVersion: 'brain.Event:2' });
}

/** An event with numbers under names. */
export function encodeScalars(atMs: number, step: number, values: ReadonlyMap<string, number>): Uint8Array {
  const value = [...values].map(([tag, simpleValue]) => ({ tag, simpleValue }));
  return encode({ wallTime: atMs / 1000, step, summary: { value } });
}

/** An event with a text (Markdown) that TensorBoard shows under "Text". */
export function encodeText(atMs: number, tag: string, text: string): Uint8Array {
  const metadata = { pluginData: { pluginName: 'text' } };
  const tensor = { dtype: 7, tensorShape: {}, stringVal: [Buffer.from(text)] };
  return encode({ wallTime: atMs / 1000, summary: { value: [{ tag, metadata, tensor }] } });
}

function encode(event: object): Uint8Array {
  return EventType.encode(EventType.fromObject(event)).finish();
}
