import { expect, test } from 'vitest';
import { startFile, startNote } from '../../../src-shared/start-note.ts';

test('the file is read from the note that was written of it, whatever it is called', () => {
  for (const file of ['a.onnx', 'Digits (2 tensors). New.keras', '猫.safetensors'])
    for (const left of [[], ['dense_2/kernel']])
      expect(startFile(['The data changed.', startNote({ file, tensors: 16, left })])).toBe(file);
  expect(startFile([])).toBeNull();
});
