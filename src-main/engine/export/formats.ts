import type { ExportFormatName } from '../../../src-shared/export-formats.ts';
import type { ExportFormat } from './export-format.ts';

/** Every format by name; loaded when it is wanted, so that no job waits for the libraries of another. */
export const FORMATS: Readonly<Record<ExportFormatName, () => Promise<ExportFormat>>> = {
  onnx: async () => (await import('./onnx/onnx-format.ts')).onnxFormat,
  'saved-model': async () => (await import('./saved-model/saved-model-format.ts')).savedModelFormat,
  tfjs: async () => (await import('./tfjs/tfjs-layers-format.ts')).tfjsLayersFormat,
  'tfjs-graph': async () => (await import('./tfjs/tfjs-graph-format.ts')).tfjsGraphFormat,
  keras: async () => (await import('./keras/keras-format.ts')).kerasFormat,
  pytorch: async () => (await import('./pytorch/pytorch-format.ts')).pytorchFormat,
  safetensors: async () => (await import('./safetensors-format.ts')).safetensorsFormat,
};
