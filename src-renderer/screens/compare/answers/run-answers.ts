/** What a run said of every picture of a split, in the split's order; contract/compare.ts describes the columns. */
export interface RunAnswers {
  readonly slots: Int32Array;
  /** The bits of a uint32. */
  readonly checksums: Int32Array;
  readonly labels: Int32Array;
  readonly predicted: Int32Array;
  readonly confidence: Float32Array;
  readonly own: Float32Array;
}
