/** What a network said of pictures whose classes are known. */
export interface Judged {
  /** Scores before the softmax, row-major [pictures, classes]. */
  readonly logits: Float32Array;
  /** Index of the right class a picture. */
  readonly labels: Int32Array;
  readonly classes: number;
}

/** Temperatures that are looked at: beyond them a network is either certain of all or of nothing. */
const [COLDEST, HOTTEST] = [0.05, 20];
/** The golden section narrows the logarithm of the temperature below a ten-thousandth in this many steps. */
const STEPS = 32;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The temperature by which logits are to be divided so that probabilities say how often the network is right: that with the least mean cross-entropy (Guo et al. 2017,
 * "On Calibration of Modern Neural Networks", section 4.2). 1 without pictures. The cross-entropy is convex in 1/T, so it has one lowest place.
 */
export function fitTemperature(judged: Judged): number {
  if (judged.labels.length === 0) return 1;
  const lossAt = (log: number) => crossEntropy(judged, Math.exp(log));
  let [low, high] = [Math.log(COLDEST), Math.log(HOTTEST)];
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [leftLoss, rightLoss] = [lossAt(left), lossAt(right)];
  for (let step = 0; step < STEPS; step++) {
    if (leftLoss < rightLoss) {
      [high, right, rightLoss] = [right, left, leftLoss];
      left = high - GOLDEN * (high - low);
      leftLoss = lossAt(left);
    } else {
      [low, left, leftLoss] = [left, right, rightLoss];
      right = low + GOLDEN * (high - low);
      rightLoss = lossAt(right);
    }
  }
  return Math.exp((low + high) / 2);
}

/** Mean cross-entropy in nats of logits divided by a temperature. */
export function crossEntropy({ logits, labels, classes }: Judged, temperature: number): number {
  let sum = 0;
  for (let picture = 0; picture < labels.length; picture++) {
    const row = logits.subarray(picture * classes, (picture + 1) * classes);
    let highest = Number.NEGATIVE_INFINITY;
    for (const logit of row) if (logit > highest) highest = logit;
    let total = 0;
    for (const logit of row) total += Math.exp((logit - highest) / temperature);
    sum += Math.log(total) - ((row[labels[picture] ?? 0] ?? 0) - highest) / temperature;
  }
  return sum / labels.length;
}

/**
 * Probabilities at a temperature, from those at temperature 1: p^(1/T), made to add up to 1, which is the softmax of the divided logits. A probability
 * that was too small for float32 stays 0.
 */
export function atTemperature(probabilities: Float32Array, temperature: number): Float32Array {
  if (temperature === 1) return probabilities;
  const powers = probabilities.map((probability) => probability ** (1 / temperature));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return total > 0 ? powers.map((power) => power / total) : probabilities;
}
