import { openSafetensors, type SafetensorsFile } from '../checkpoint/safetensors.ts';
import { isTrainingState, storedWeights } from '../checkpoint/tensor-names.ts';
import { INPUT_DEVIATION, INPUT_MEAN } from '../session-variables.ts';
import { type ForeignWeights, groupLayers } from './foreign-weights.ts';

/** Names of a layer's tensors in the engine's order: PyTorch's, and our own. */
const PLACES = ['weight', 'bias', 'running_mean', 'running_var'];
const OWN_PLACES = ['kernel', 'gamma', 'bias', 'beta', 'moving_mean', 'moving_variance'];

/** By what torchvision's classifiers normalise: ImageNet's mean and deviation, times 255. */
const IMAGENET = { mean: [123.675, 116.28, 103.53], deviation: [58.395, 57.12, 57.375] };

/**
 * A `state_dict` as safetensors, `features.0.weight` [out, in, height, width] and `classifier.1.weight` [out, in], or a checkpoint or export of this program.
 * Errors: `damaged`, `unsupported`.
 */
export async function openSafetensorsWeights(path: string): Promise<ForeignWeights> {
  const file = await openSafetensors(path);
  try {
    return [...file.tensors.keys()].some((name) => name.endsWith('/kernel'))
      ? await ownWeights(file)
      : stateDict(file);
  } catch (error) {
    await file.close();
    throw error;
  }
}

function stateDict(file: SafetensorsFile): ForeignWeights {
  const tensors = [...file.tensors].map(([name, shape]) => ({
    name,
    shape,
    order: shape.length === 4 ? [2, 3, 1, 0] : shape.length === 2 ? [1, 0] : [0],
    read: () => file.read(name),
  }));
  return {
    layers: groupLayers(tensors, (name) => {
      const dot = name.lastIndexOf('.');
      const place = PLACES.indexOf(name.slice(dot + 1));
      return place < 0 ? null : { layer: name.slice(0, dot), place };
    }),
    isFlattenedByChannel: true,
    input: file.tensors.has('features.0.weight') ? IMAGENET : null,
    close: () => file.close(),
  };
}

async function ownWeights(file: SafetensorsFile): Promise<ForeignWeights> {
  const tensors = [...file.tensors]
    .filter(([name]) => !isTrainingState(name))
    .map(([name, shape]) => ({
      name,
      shape,
      order: shape.map((_, axis) => axis),
      read: () => file.read(storedWeights(file.tensors, name)),
    }));
  const hasInput = file.tensors.has(INPUT_MEAN) && file.tensors.has(INPUT_DEVIATION);
  return {
    layers: groupLayers(tensors, (name) => {
      const [layer = '', last = ''] = name.split('/');
      const place = OWN_PLACES.indexOf(last);
      return place < 0 ? null : { layer, place };
    }),
    isFlattenedByChannel: false,
    input: hasInput
      ? {
          mean: [...(await file.read(INPUT_MEAN))],
          deviation: [...(await file.read(INPUT_DEVIATION))],
        }
      : null,
    close: () => file.close(),
  };
}
