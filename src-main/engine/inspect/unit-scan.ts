import { TOP_PICTURES } from '../../../src-shared/top-pictures.ts';
import type { Tensor } from '../protocol.ts';

/** Counts, picture by picture, what excites the units of a layer. */
export class UnitScan {
  private readonly values: Float32Array;
  private readonly pictures: Int32Array;
  private readonly places: Int32Array;
  private readonly active: Int32Array;
  private readonly sums: Float64Array;
  private readonly perClass: Int32Array;
  private seen = 0;
  private readonly units: number;
  private readonly classes: number;

  constructor(units: number, classes: number) {
    this.units = units;
    this.classes = classes;
    this.values = new Float32Array(units * TOP_PICTURES).fill(Number.NEGATIVE_INFINITY);
    this.pictures = new Int32Array(units * TOP_PICTURES).fill(-1);
    this.places = new Int32Array(units * TOP_PICTURES);
    this.active = new Int32Array(units);
    this.sums = new Float64Array(units * classes);
    this.perClass = new Int32Array(classes);
  }

  /** Takes the next pictures of the split: `peaks` [pictures, units] and their `places`, and the pictures' labels. */
  add(peaks: ArrayLike<number>, places: ArrayLike<number>, labels: ArrayLike<number>): void {
    for (let picture = 0; picture < labels.length; picture++) {
      const label = labels[picture] ?? 0;
      this.perClass[label] = (this.perClass[label] ?? 0) + 1;
      for (let unit = 0; unit < this.units; unit++) {
        const at = picture * this.units + unit;
        this.addOne(unit, label, peaks[at] ?? Number.NaN, places[at] ?? 0);
      }
      this.seen++;
    }
  }

  private addOne(unit: number, label: number, value: number, place: number): void {
    if (value > 0) this.active[unit] = (this.active[unit] ?? 0) + 1;
    const sum = unit * this.classes + label;
    this.sums[sum] = (this.sums[sum] ?? 0) + value;
    const begin = unit * TOP_PICTURES;
    let rank = begin + TOP_PICTURES;
    while (rank > begin && value > (this.values[rank - 1] ?? value)) rank--;
    if (rank === begin + TOP_PICTURES) return;
    const end = begin + TOP_PICTURES;
    for (const list of [this.values, this.pictures, this.places]) list.copyWithin(rank + 1, rank, end - 1);
    this.values[rank] = value;
    this.pictures[rank] = this.seen;
    this.places[rank] = place;
  }

  /**
   * `values`, `pictures` and `places` [units, 9]: the highest values, the pictures' indices in the split (−1: there were fewer) and the positions in the layer's map,
   * row-major; `active` [units]: on how many pictures a unit was above zero; `means` [units, classes] of the highest values, NaN where a class has no pictures.
   */
  tensors(): Record<string, Tensor> {
    const ranked = [this.units, TOP_PICTURES];
    const means = Float32Array.from(
      this.sums,
      (sum, index) => sum / (this.perClass[index % this.classes] ?? 0),
    );
    return {
      values: { shape: ranked, data: this.values },
      pictures: { shape: ranked, data: this.pictures },
      places: { shape: ranked, data: this.places },
      active: { shape: [this.units], data: this.active },
      means: { shape: [this.units, this.classes], data: means },
    };
  }
}
