import type { Area, NetworkLayer } from '../../../../src-shared/contract/inspect-answers.ts';
import type { Spot } from './spot.ts';

/**
 * The pixels of the 256 × 256 record that a cell of a feature map depends on, worked out here so that it follows the pointer. Null for what is
 * no feature map: there each unit has its own, which the main process knows.
 */
export function fieldOf(
  { output, receptiveField }: Pick<NetworkLayer, 'output' | 'receptiveField'>,
  { input, crop }: { readonly input: readonly [number, number, number]; readonly crop: Area },
  { row, column }: Pick<Spot, 'row' | 'column'>,
): Area | null {
  if (output.length !== 3) return null;
  const { size, jump, start } = receptiveField;
  const [down, across] = [crop.height / input[0], crop.width / input[1]];
  return {
    top: crop.top + (start[0] + row * jump[0]) * down,
    left: crop.left + (start[1] + column * jump[1]) * across,
    height: size[0] * down,
    width: size[1] * across,
  };
}
