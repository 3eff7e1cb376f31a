import type { ExportFormatName } from '../../../src-shared/export-formats.ts';
import type { ExportFormat } from './export-format.ts';

/** Every format by name; loaded when it is wanted, so that no job waits for the libraries of another. */
export const FORMATS: Readonly<Record<ExportFormatName, () => Promise<ExportFormat>>> = {
  onnx: async () => (await import('./onnx/onnx-format.ts')).onnxFormat,
  safetensors: async () => (await import('./safetensors-format.ts')).safetensorsFormat,
};
