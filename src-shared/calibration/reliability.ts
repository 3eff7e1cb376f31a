/** The first answer to a picture whose class is known: its probability, and whether it was right. */
export interface FirstAnswer {
  readonly confidence: number;
  readonly isRight: boolean;
}

/** The answers of one span of confidence, `from` up to `to` (0..1): how many, how sure on average, and which share was right. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly confidence: number;
  readonly accuracy: number;
}

/** As many spans as the literature takes (Guo et al. 2017, figure 1 has 10, its tables 15). */
const BINS = 10;

/** Answers by confidence in ten equal spans; empty ones have count 0. */
export function reliabilityBins(answers: readonly FirstAnswer[]): ReliabilityBin[] {
  const bins = Array.from({ length: BINS }, (_, bin) => ({
    from: bin / BINS,
    to: (bin + 1) / BINS,
    count: 0,
    confidence: 0,
    accuracy: 0,
  }));
  for (const { confidence, isRight } of answers) {
    const bin = bins[Math.min(BINS - 1, Math.floor(confidence * BINS))];
    if (!bin) continue;
    bin.count++;
    bin.confidence += confidence;
    bin.accuracy += Number(isRight);
  }
  return bins.map((bin) =>
    bin.count === 0
      ? bin
      : { ...bin, confidence: bin.confidence / bin.count, accuracy: bin.accuracy / bin.count },
  );
}

/** Expected calibration error: the mean gap between confidence and accuracy, weighed by the answers of each span (Guo et al. 2017, equation 3). 0..1. */
export function calibrationError(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return 0;
  return bins.reduce(
    (sum, { count, confidence, accuracy }) => sum + (count / total) * Math.abs(accuracy - confidence),
    0,
  );
}

/** First answers by softmax of logits over a temperature. */
export function firstAnswers(
  { logits, labels, classes }: { logits: Float32Array; labels: Int32Array; classes: number },
  temperature: number,
): FirstAnswer[] {
  return Array.from(labels, (label, picture) => {
    const row = logits.subarray(picture * classes, (picture + 1) * classes);
    let first = 0;
    for (let index = 1; index < classes; index++) if ((row[index] ?? 0) > (row[first] ?? 0)) first = index;
    const highest = row[first] ?? 0;
    let total = 0;
    for (const logit of row) total += Math.exp((logit - highest) / temperature);
    return { confidence: 1 / total, isRight: first === label };
  });
}
