import { open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { AppError, messageOf } from '../../../src-shared/errors.ts';
import type { ForeignWeights } from './foreign-weights.ts';
import { openKerasWeights } from './keras-weights.ts';
import { openOnnxWeights } from './onnx-weights.ts';
import { openSafetensorsWeights } from './safetensors-weights.ts';

/** Networks of this kind have a quarter of that; memory holds a file twice while it is read. */
const MOST_BYTES = 2 ** 30;

/**
 * Opens weights that another program wrote, or this one as safetensors. Errors: `not-found`, `bad-request` (too large, no ONNX), `unsupported` (another kind
 * of file), `damaged`.
 */
export async function openWeights(path: string): Promise<ForeignWeights> {
  const found = await stat(path).catch((cause) => {
    throw new AppError('not-found', `${path} cannot be opened: ${messageOf(cause)}.`, { cause });
  });
  if (!found.isFile()) throw new AppError('bad-request', `${path} is a folder: name a file of weights.`);
  if (found.size > MOST_BYTES) {
    throw new AppError(
      'bad-request',
      `${path} is larger than ${MOST_BYTES / 2 ** 30} GiB, more than weights of such a network have.`,
    );
  }
  switch (extname(path).toLowerCase()) {
    case '.safetensors':
      return await openSafetensorsWeights(path);
    case '.onnx':
      return await openOnnxWeights(path);
    case '.h5':
    case '.hdf5':
    case '.keras':
      return await openKerasWeights(path, MOST_BYTES);
    default:
      throw new AppError(
        'unsupported',
        `${path} is no kind of weights that is read: ONNX (.onnx), Keras (.weights.h5, .keras) and safetensors are. ${await pickleAdvice(path)}`.trim(),
      );
  }
}

/** PyTorch's own files are programs, which are not run here. */
async function pickleAdvice(path: string): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    const isZip = buffer.readUInt32BE() === 0x504b0304;
    return isZip || /\.(pth?|bin|ckpt)$/i.test(path)
      ? 'Save a PyTorch state_dict with safetensors.torch.save_file.'
      : '';
  } finally {
    await handle.close();
  }
}
