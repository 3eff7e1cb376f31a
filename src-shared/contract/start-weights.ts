import { oc } from '@orpc/contract';
import { z } from 'zod';
import { DatasetId, WeightsId } from '../ids.ts';
import { Recipe } from '../recipe.ts';
import { FileSource } from './files.ts';

/** Weights of a file that fit a network, ready for a run to start from. */
export const StartWeights = z.object({
  weightsId: WeightsId,
  /** The file's name. */
  file: z.string(),
  tensors: z.number().int().positive(),
  /** Variables that begin anew, because the file has another number of classes. */
  left: z.array(z.string()),
});
export type StartWeights = z.infer<typeof StartWeights>;

export const startWeightsContract = {
  /**
   * Reads weights of ONNX, Keras or safetensors (also torchvision's) for a network with as many classes as the data set has; an upload is deleted. Kept until
   * a run starts from them. Errors: `not-found`, `bad-request` (naming the tensor that does not fit, its shape and the wanted one), `unsupported`, `damaged`,
   * `no-space`, `engine-missing`.
   */
  read: oc
    .input(z.object({ source: FileSource, net: Recipe.shape.net, datasetId: DatasetId }))
    .output(StartWeights),
};
