import type { Evaluation, Figures, Split } from '../../src-shared/figures.ts';

/** Counts answers as they come and gives the figures of a split at the end. */
export class FigureCounter {
  private readonly classes: readonly string[];
  private readonly confusion: number[][];
  private lossSum = 0;
  private top1 = 0;
  private top5 = 0;
  private images = 0;

  constructor(classes: readonly string[]) {
    this.classes = classes;
    this.confusion = classes.map(() => classes.map(() => 0));
  }

  /** Adds pictures with their softmax outputs [labels.length, classes]. */
  add(probabilities: Float32Array, labels: Int32Array): void {
    const count = this.classes.length;
    for (const [index, label] of labels.entries()) {
      const row = probabilities.subarray(index * count, (index + 1) * count);
      const own = row[label] ?? 0;
      // A probability of 0 would give infinity; the smallest float32 stands for "as good as none".
      this.lossSum -= Math.log(Math.max(own, 1.2e-38));
      let larger = 0;
      let predicted = 0;
      for (const [other, probability] of row.entries()) {
        // Ties count against the network, so that one that knows nothing does not get class 0 right for free.
        if (other !== label && probability >= own) larger++;
        if (probability > (row[predicted] ?? 0)) predicted = other;
      }
      if (larger < 1) this.top1++;
      if (larger < 5) this.top5++;
      this.images++;
      const counts = this.confusion[label];
      if (counts) counts[predicted] = (counts[predicted] ?? 0) + 1;
    }
  }

  figures(): Figures {
    const images = Math.max(1, this.images);
    return { loss: this.lossSum / images, top1: this.top1 / images, top5: this.top5 / images };
  }

  evaluation(split: Split, views: Evaluation['views']): Evaluation {
    const perClass = this.classes.map((label, index) => {
      const row = this.confusion[index] ?? [];
      const images = row.reduce((a, b) => a + b, 0);
      return { label, images, top1: images === 0 ? 0 : (row[index] ?? 0) / images };
    });
    return { ...this.figures(), split, views, images: this.images, confusion: this.confusion, perClass };
  }
}
