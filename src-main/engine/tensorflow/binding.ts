/** Data of a tensor as it goes into TensorFlow; the array must match the type: bool and uint8 are `Uint8Array`, int64 is an `Int32Array` of pairs (low, high). */
export type TensorInput = Float32Array | Int32Array | Uint8Array;

/** Data of a tensor as it comes back. int64 comes as `BigInt64Array`. */
export type TensorOutput = Float32Array | Int32Array | Uint8Array | BigInt64Array;

/** A tensor that TensorFlow made and holds until `deleteTensor(id)`. `dtype` is one of the binding's `TF_*` numbers. */
export interface TensorMetadata {
  id: number;
  shape: number[];
  dtype: number;
}

/**
 * The part of tfjs-node's native add-on that runs graphs in sessions (`binding/tfjs_binding.cc` is the truth). Every call blocks its
 * thread until TensorFlow is done, and throws an `Error` with TensorFlow's message when it fails.
 */
export interface TensorFlowBinding {
  readonly TF_Version: string;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_INT64: number;
  readonly TF_BOOL: number;
  readonly TF_UINT8: number;
  readonly TF_STRING: number;

  /**
   * Makes a tensor and gives back its id. The data is not copied: neither rewrite nor recycle the array before `deleteTensor`. Strings are
   * given as an array of UTF-8 `Uint8Array`s, row by row.
   */
  createTensor(shape: readonly number[], dtype: number, data: TensorInput | readonly Uint8Array[]): number;

  /** Frees a tensor. */
  deleteTensor(id: number): void;

  /**
   * A copy of a tensor's data. It knows float, int32, int64, bool and string tensors only: cast bfloat16, half and uint8 in the graph before fetching
   * them. Do not ask for strings through this type.
   */
  tensorDataSync(id: number): TensorOutput;

  /**
   * Opens a session of its own for the graph in `folder/saved_model.pb` and gives back its id. `tags` is a comma-separated list that must
   * match the file's.
   */
  loadSavedModel(folder: string, tags: string): number;

  /** Closes a session, and its variables with it. */
  deleteSavedModel(id: number): void;

  /**
   * Runs a session once: feeds the tensors `inputIds` to the nodes `inputs` and fetches `outputs`, both comma-separated lists of `name:index`
   * without blanks. At least one output is needed. Delete every output tensor that comes back.
   */
  runSavedModel(id: number, inputIds: readonly number[], inputs: string, outputs: string): TensorMetadata[];

  /** Open sessions; tests use it to find leaks. */
  getNumOfSavedModels(): number;

  /** Tensors not yet deleted; tests use it to find leaks. */
  getNumOfTensors(): number;

  /** Whether TensorFlow found a GPU that it can use. */
  isUsingGpuDevice(): boolean;
}
