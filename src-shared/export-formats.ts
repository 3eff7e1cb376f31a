import { z } from 'zod';

/** The files that a trained network can be written as. */
export const ExportFormatName = z.enum([
  'onnx',
  'saved-model',
  'tfjs',
  'tfjs-graph',
  'keras',
  'pytorch',
  'safetensors',
]);
export type ExportFormatName = z.infer<typeof ExportFormatName>;

/** What can be chosen about an export, where its format knows it. */
export const ExportOptions = z.object({
  /** Weights as half precision: half the size. */
  float16: z.boolean().default(false),
  /**
   * `inside`: takes uint8 records or crops and does everything else itself. `outside`: takes the network's own input, float32, normalised by whoever
   * uses it.
   */
  preprocessing: z.enum(['inside', 'outside']).default('inside'),
});
export type ExportOptions = z.infer<typeof ExportOptions>;

/** What an export was found to give when its own runtime had loaded it. */
export const ExportProof = z.object({
  pictures: z.number().int().positive(),
  /** Of the data set, or noise where that is gone. */
  of: z.enum(['pictures', 'noise']),
  /** Between a probability of the engine (float32) and the same of the export. */
  largestDifference: z.number().nonnegative(),
  /** What is allowed. */
  tolerance: z.number().positive(),
});
export type ExportProof = z.infer<typeof ExportProof>;

/** What people are told of a format. */
export interface ExportFormatAbout {
  readonly title: string;
  /** What it is for, a sentence. */
  readonly description: string;
  /** With the dot; of a folder of files: none. */
  readonly extension: string;
  /** Which of the options it knows. */
  readonly options: readonly (keyof ExportOptions)[];
}

/** Every format, in the order in which people are offered them. */
export const EXPORT_FORMATS: Readonly<Record<ExportFormatName, ExportFormatAbout>> = {
  onnx: {
    title: 'ONNX',
    description: 'One file that onnxruntime runs in Python, C++, C#, Java and the browser.',
    extension: '.onnx',
    options: ['float16', 'preprocessing'],
  },
  'saved-model': {
    title: 'TensorFlow',
    description:
      'A SavedModel folder for TensorFlow in Python, C++, Java and Go, and for TensorFlow Serving.',
    extension: '',
    options: [],
  },
  tfjs: {
    title: 'TensorFlow.js layers model',
    description:
      'A folder for browsers and Node in which it can be trained further. Not for networks with attention, groups or response normalisation.',
    extension: '',
    options: [],
  },
  'tfjs-graph': {
    title: 'TensorFlow.js graph model',
    description: 'A folder for browsers and Node; every network can be one.',
    extension: '',
    options: [],
  },
  keras: {
    title: 'Keras',
    description:
      'One .keras file for Keras 3, with the labels inside. Proven by reading it back as any Keras model is read.',
    extension: '.keras',
    options: [],
  },
  pytorch: {
    title: 'PyTorch',
    description:
      'A folder with the network as a Python module and its weights as a state_dict. Proven by reading the weights back.',
    extension: '',
    options: [],
  },
  safetensors: {
    title: 'Weights',
    description:
      'The weights alone, in the names and layouts of this program, as Python’s safetensors reads them.',
    extension: '.safetensors',
    options: [],
  },
};

/**
 * The largest difference in probability to the engine that an export may show. Float32 on both sides differs in the order of sums alone (some 1e-6). Half
 * precision keeps 11 bits of each weight and activation: a relative error of 5e-4 makes about 1e-2 in logits of 10 to 20, and a quarter of that in a
 * probability where the softmax is steepest (a trained AlexNet shows 2e-3); deep networks get four times as much.
 */
export function toleranceOf({ float16 }: ExportOptions): number {
  return float16 ? 1e-2 : 1e-3;
}
