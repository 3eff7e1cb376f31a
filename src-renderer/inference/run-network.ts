import type { InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import type { Preprocessing } from '../../src-shared/own-classifier.ts';
import { softmaxRows } from '../../src-shared/softmax.ts';
import type { Runtime } from './load-runtime.ts';
import { prepareBytes, prepareInput } from './prepare-input.ts';

/** Feeds records, uint8 [count, edge, edge, 3], to a network and gives probabilities, float32 [count, classes]. Throws a sentence where it is no classifier of such pictures. */
export async function runNetwork(
  { ort }: Runtime,
  session: InferenceSession,
  records: Uint8Array<ArrayBuffer>,
  count: number,
  preprocessing: Preprocessing,
): Promise<Float32Array<ArrayBuffer>> {
  const [input] = session.inputMetadata;
  const [name] = session.inputNames;
  if (!input?.isTensor || name === undefined)
    throw new Error('The network takes in something else than a picture.');
  // A file may fix the number of pictures to one.
  const atOnce = typeof input.shape[0] === 'number' && input.shape[0] > 0 ? input.shape[0] : count;
  if (count % atOnce !== 0)
    throw new Error(`The network takes ${atOnce} pictures at a time, and never one alone.`);
  const size = records.length / count;
  const rows: Float32Array[] = [];
  for (let first = 0; first < count; first += atOnce) {
    const part = records.subarray(first * size, (first + atOnce) * size);
    rows.push(await runOnce(part, atOnce));
  }
  const scores = rows.length === 1 && rows[0] ? new Float32Array(rows[0]) : joined(rows);
  const classes = scores.length / count;
  if (!Number.isInteger(classes)) throw new Error('The network does not give one row of scores a picture.');
  return preprocessing.output === 'scores' ? softmaxRows(scores, classes) : scores;

  async function runOnce(part: Uint8Array<ArrayBuffer>, pictures: number): Promise<Float32Array> {
    const tensor = makeTensor(part, pictures);
    const outputs = await session.run({ [name ?? '']: tensor });
    const output = outputs[session.outputNames[0] ?? ''];
    const data = await output?.getData(true);
    if (data instanceof Float32Array) return data;
    // float16 comes as Float16Array where the browser has it.
    if (
      data &&
      !(data instanceof BigInt64Array) &&
      !(data instanceof BigUint64Array) &&
      !Array.isArray(data)
    ) {
      return Float32Array.from(data);
    }
    throw new Error('The network gives something else than scores.');
  }

  function makeTensor(part: Uint8Array<ArrayBuffer>, pictures: number): Tensor {
    const type = input?.isTensor ? input.type : '';
    if (type === 'uint8') {
      const { values, dims } = prepareBytes(part, pictures, preprocessing);
      return new ort.Tensor('uint8', values, dims);
    }
    const { values, dims } = prepareInput(part, pictures, preprocessing);
    if (type === 'float32') return new ort.Tensor('float32', values, dims);
    if (type === 'float16') {
      return new ort.Tensor('float16', new Uint16Array(Float16Array.from(values).buffer), dims);
    }
    throw new Error(`The network takes in ${type}; pictures are given as float32, float16 or uint8.`);
  }
}

function joined(rows: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const all = new Float32Array(rows.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const row of rows) {
    all.set(row, at);
    at += row.length;
  }
  return all;
}
