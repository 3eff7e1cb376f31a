import type { LayerOf } from '../layer-spec.ts';
import type { TensorShape } from '../net-spec.ts';
import { broadcasts } from './join-shapes.ts';
import { describeShape, shapeError } from './shape-error.ts';

/** The shape stays. Throws `bad-request` where the learned tensor cannot be spread over the input. */
export function learnedAddOutput(layer: LayerOf<'learned-add'>, input: TensorShape): TensorShape {
  if (!broadcasts(layer.shape, input)) {
    throw shapeError(
      layer,
      `adds a learned tensor of ${layer.shape.join(' × ')} to ${describeShape(input)}: each of its axes has to be as long as the input's, or 1.`,
    );
  }
  return input;
}

/** One token more. Throws `bad-request` unless the input is `[tokens, channels]`. */
export function classTokenOutput(layer: LayerOf<'class-token'>, input: TensorShape): TensorShape {
  const [tokens, channels] = input;
  if (input.length !== 2 || tokens === undefined || channels === undefined) {
    throw shapeError(
      layer,
      `needs tokens with channels but gets ${describeShape(input)}: put a reshape layer before it.`,
    );
  }
  return [tokens + 1, channels];
}

/** The shape stays. Throws `bad-request` unless the input holds scores between all places of a window. */
export function windowScoresOutput(
  layer: LayerOf<'relative-position-bias' | 'window-mask'>,
  input: TensorShape,
): TensorShape {
  const places = layer.window[0] * layer.window[1];
  if (input.length < 3 || input.at(-1) !== places || input.at(-2) !== places) {
    throw shapeError(
      layer,
      `needs scores of heads × ${places} × ${places} for its ${layer.window.join(' × ')} window but gets ${describeShape(input)}.`,
    );
  }
  if (layer.type === 'window-mask') checkWindows(layer, input);
  return input;
}

function checkWindows(layer: LayerOf<'window-mask'>, input: TensorShape): void {
  const { grid, window, shift } = layer;
  const rows = grid[0] / window[0];
  const columns = grid[1] / window[1];
  if (
    !Number.isInteger(rows) ||
    !Number.isInteger(columns) ||
    shift[0] >= window[0] ||
    shift[1] >= window[1]
  ) {
    throw shapeError(
      layer,
      `cannot cut ${grid.join(' × ')} into windows of ${window.join(' × ')} shifted by ${shift.join(' × ')}: the windows have to fill it, and the shift has to be smaller than a window.`,
    );
  }
  if (input.length !== 4 || input[0] !== rows * columns) {
    throw shapeError(
      layer,
      `needs scores of ${rows * columns} windows × heads × places × places but gets ${describeShape(input)}.`,
    );
  }
}
