import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../../src-shared/errors.ts';
import { pytorchSource } from '../../../../src-shared/nets/source/pytorch-source.ts';
import { type PytorchTensor, pytorchState } from '../../../../src-shared/nets/source/pytorch-state.ts';
import { openSafetensors, type StoredTensor, writeSafetensors } from '../../checkpoint/safetensors.ts';
import { aboutModel, normalisationOf } from '../about-model.ts';
import type { ExportFormat } from '../export-format.ts';
import { permute } from '../permute.ts';
import { openReadBack } from '../read-back.ts';
import { pytorchReadme } from './pytorch-readme.ts';

const FILES = {
  weights: 'weights.safetensors',
  source: 'model.py',
  about: 'model.json',
  readme: 'README.md',
} as const;

const About = z.object({
  preprocessing: z.object({
    normalisedInside: z.object({ mean: z.array(z.number()), deviation: z.array(z.number()) }),
  }),
});

/**
 * A folder with the module's source, its `state_dict` as safetensors, and what the labels and pictures are. PyTorch is not there to prove it, so the weights are read back,
 * turned round again and run by the engine; that the source computes the same is what the program's own tests show, for every network.
 */
export const pytorchFormat: ExportFormat = {
  async write(source, path) {
    await mkdir(path);
    const tensors: StoredTensor[] = [];
    for (const { name, shape, variable, from, permutation } of pytorchState(source.net))
      tensors.push({ name, shape, values: permute(await source.read(variable), from, permutation) });
    await writeSafetensors(join(path, FILES.weights), tensors, { format: 'pt' });
    await writeFile(join(path, FILES.source), pytorchSource(source.net, normalisationOf(source)));
    await writeFile(join(path, FILES.about), `${JSON.stringify(aboutModel(source), null, 2)}\n`);
    await writeFile(join(path, FILES.readme), pytorchReadme(source));
  },

  async open({ net, labels }, path) {
    const about = About.parse(JSON.parse(await readFile(join(path, FILES.about), 'utf8')));
    const { mean, deviation } = about.preprocessing.normalisedInside;
    const file = await openSafetensors(join(path, FILES.weights));
    const tensors = new Map(pytorchState(net).map((tensor) => [tensor.variable, tensor]));
    try {
      return await openReadBack(
        {
          net,
          input: { mean: Float32Array.from(mean), deviation: Float32Array.from(deviation) },
          read: async (variable) => {
            const tensor = tensors.get(variable);
            if (!tensor || file.tensors.get(tensor.name)?.join() !== tensor.shape.join())
              throw new AppError('damaged', `The export lacks ${variable}.`);
            return turnedBack(await file.read(tensor.name), tensor);
          },
        },
        labels,
      );
    } finally {
      await file.close();
    }
  },
};

function turnedBack(values: Float32Array, { from, permutation }: PytorchTensor): Float32Array {
  const turned = permutation.map((axis) => from[axis] ?? 1);
  return permute(
    values,
    turned,
    permutation.map((_, axis) => permutation.indexOf(axis)),
  );
}
