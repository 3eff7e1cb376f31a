/** Softmax of each row of logits [rows, classes], computed from the largest so that nothing overflows. */
export function softmaxRows(logits: Float32Array, classes: number): Float32Array<ArrayBuffer> {
  const probabilities = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    const row = logits.subarray(start, start + classes);
    const largest = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    let sum = 0;
    for (const [index, logit] of row.entries()) {
      const value = Math.exp(logit - largest);
      probabilities[start + index] = value;
      sum += value;
    }
    for (let index = start; index < start + classes; index++)
      probabilities[index] = (probabilities[index] ?? 0) / sum;
  }
  return probabilities;
}
