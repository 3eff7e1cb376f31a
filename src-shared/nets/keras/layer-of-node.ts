import { z } from 'zod';
import { AppError } from '../../errors.ts';
import type { UnnamedLayer } from '../layer-spec.ts';
import type { TensorShape } from '../net-spec.ts';
import { CUSTOM_PACKAGE } from './keras-layer.ts';
import { READERS } from './layer-readers.ts';
import { OWN_READERS } from './own-layer-readers.ts';
import type { KerasNode } from './read-keras-model.ts';

/** What people may know a layer by. */
const ALIASES: Readonly<Record<string, string>> = {
  Convolution2D: 'Conv2D',
  MaxPool2D: 'MaxPooling2D',
  AvgPool2D: 'AveragePooling2D',
};

/**
 * A Keras layer as one of ours; nothing where it changes nothing, as the normalisation of the picture, which the program does by itself. `input` is the shape of what
 * it reads first. Throws `unsupported` naming the layer and what of it cannot be done here.
 */
export function layerOfNode(node: KerasNode, input: TensorShape): UnnamedLayer | undefined {
  const { className, name, config } = node;
  const isOwn = Object.hasOwn(OWN_READERS, className);
  const readers = isOwn ? OWN_READERS : READERS;
  const known = ALIASES[className] ?? className;
  const reader = Object.hasOwn(readers, known) ? readers[known] : undefined;
  if (!reader) {
    throw new AppError(
      'unsupported',
      `Layer ${name} is a ${className}, which networks here do not have. They can have ${Object.keys(READERS).join(', ')}.`,
    );
  }
  if (config['data_format'] === 'channels_first') {
    throw new AppError(
      'unsupported',
      `Layer ${name} has channels first: make the model with channels last, as is Keras' way.`,
    );
  }
  try {
    return reader(config, input, node.inputs[0]);
  } catch (error) {
    throw unsupportedSetting(node, isOwn, error);
  }
}

function unsupportedSetting({ name, className }: KerasNode, isOwn: boolean, error: unknown): unknown {
  if (error instanceof AppError)
    return new AppError('unsupported', `Layer ${name} (${className}) ${error.message}.`);
  if (!(error instanceof z.ZodError)) return error;
  const [issue] = error.issues;
  const own = isOwn ? `; only ${CUSTOM_PACKAGE}'s layer of this name is known` : '';
  return new AppError(
    'unsupported',
    `Layer ${name} (${className}) has a setting that networks here cannot have: ${issue?.path.join('.')} (${issue?.message})${own}.`,
  );
}
