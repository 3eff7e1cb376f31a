import { CUSTOM_PACKAGE, type CustomLayer } from '../keras/keras-layer.ts';

/** The head of every class: registered, so that Keras finds it when it loads a file. */
const REGISTERED = `@keras.saving.register_keras_serializable(package="${CUSTOM_PACKAGE}")`;

/** Python of the layers that Keras does not have; each works with every one of its backends. */
export const CUSTOM_LAYER_SOURCE: Readonly<Record<CustomLayer, string>> = {
  LocalResponseNormalization: `${REGISTERED}
class LocalResponseNormalization(layers.Layer):
    """x / (bias + alpha * sum of x squared over radius channels to either side) ** beta (AlexNet, section 3.3)."""

    def __init__(self, radius, bias, alpha, beta, **kwargs):
        super().__init__(**kwargs)
        self.radius, self.bias, self.alpha, self.beta = radius, bias, alpha, beta

    def call(self, x):
        channels = x.shape[-1]
        squares = ops.pad(ops.square(x), [[0, 0]] * (len(x.shape) - 1) + [[self.radius, self.radius]])
        total = sum(squares[..., at : at + channels] for at in range(2 * self.radius + 1))
        return x / ops.power(self.bias + self.alpha * total, self.beta)

    def get_config(self):
        config = {"radius": self.radius, "bias": self.bias, "alpha": self.alpha, "beta": self.beta}
        return super().get_config() | config
`,
  PositionEmbedding: `${REGISTERED}
class PositionEmbedding(layers.Layer):
    """Adds a learned tensor of this shape to each picture's values."""

    def __init__(self, shape, **kwargs):
        super().__init__(**kwargs)
        self.shape = tuple(shape)

    def build(self, input_shape):
        self.embedding = self.add_weight(name="embedding", shape=self.shape, initializer="zeros")

    def call(self, x):
        return x + self.embedding

    def get_config(self):
        return super().get_config() | {"shape": self.shape}
`,
  ClassToken: `${REGISTERED}
class ClassToken(layers.Layer):
    """Puts a learned token in front of (tokens, channels)."""

    def build(self, input_shape):
        self.embedding = self.add_weight(name="embedding", shape=(input_shape[-1],), initializer="zeros")

    def call(self, x):
        token = ops.broadcast_to(self.embedding, (ops.shape(x)[0], 1, x.shape[-1]))
        return ops.concatenate([token, x], axis=1)
`,
  RelativePositionBias: `${REGISTERED}
class RelativePositionBias(layers.Layer):
    """Adds a learned number for each head and each displacement within a window (Swin, equation 4)."""

    def __init__(self, window, **kwargs):
        super().__init__(**kwargs)
        self.window = tuple(window)
        height, width = self.window
        y, x = np.meshgrid(np.arange(height), np.arange(width), indexing="ij")
        y, x = y.ravel(), x.ravel()
        rows, columns = y[:, None] - y + height - 1, x[:, None] - x + width - 1
        self.positions = (rows * (2 * width - 1) + columns).ravel()

    def build(self, input_shape):
        height, width = self.window
        shape = ((2 * height - 1) * (2 * width - 1), input_shape[-3])
        self.embedding = self.add_weight(name="embedding", shape=shape, initializer="zeros")

    def call(self, x):
        table = ops.transpose(ops.take(self.embedding, self.positions, axis=0))
        return x + ops.reshape(table, x.shape[-3:])

    def get_config(self):
        return super().get_config() | {"window": self.window}
`,
  WindowMask: `${REGISTERED}
class WindowMask(layers.Layer):
    """Hides places from each other that only the cyclic shift brought into one window (Swin, section 3.2)."""

    def __init__(self, grid, window, shift, **kwargs):
        super().__init__(**kwargs)
        self.grid, self.window, self.shift = tuple(grid), tuple(window), tuple(shift)
        (height, width), (rows, columns) = self.grid, self.window
        # 0 before the last window, 1 in its front part, 2 in the part that came around.
        y, x = (
            (np.arange(size) >= size - part).astype(int) + (np.arange(size) >= size - step)
            for size, part, step in zip(self.grid, self.window, self.shift)
        )
        regions = (3 * y[:, None] + x).reshape(height // rows, rows, width // columns, columns)
        regions = regions.transpose(0, 2, 1, 3).reshape(-1, 1, rows * columns)
        self.mask = np.where(regions[..., :, None] == regions[..., None, :], 0, -100).astype("float32")

    def call(self, x):
        return x + ops.cast(self.mask, x.dtype)

    def get_config(self):
        config = {"grid": self.grid, "window": self.window, "shift": self.shift}
        return super().get_config() | config
`,
  Matmul: `${REGISTERED}
class Matmul(layers.Layer):
    """The product of two stacks of matrices, times a number."""

    def __init__(self, transpose_a=False, transpose_b=False, scale=1.0, **kwargs):
        super().__init__(**kwargs)
        self.transpose_a, self.transpose_b, self.scale = transpose_a, transpose_b, scale

    def call(self, inputs):
        a, b = inputs
        if self.transpose_a:
            a = ops.swapaxes(a, -1, -2)
        if self.transpose_b:
            b = ops.swapaxes(b, -1, -2)
        return ops.matmul(a * self.scale, b)

    def get_config(self):
        config = {"transpose_a": self.transpose_a, "transpose_b": self.transpose_b, "scale": self.scale}
        return super().get_config() | config
`,
  Slice: `${REGISTERED}
class Slice(layers.Layer):
    """Some elements of one axis; the batch is axis 0."""

    def __init__(self, axis, begin, size, **kwargs):
        super().__init__(**kwargs)
        self.axis, self.begin, self.size = axis, begin, size

    def call(self, x):
        where = [slice(None)] * len(x.shape)
        where[self.axis] = slice(self.begin, self.begin + self.size)
        return x[tuple(where)]

    def get_config(self):
        return super().get_config() | {"axis": self.axis, "begin": self.begin, "size": self.size}
`,
  Roll: `${REGISTERED}
class Roll(layers.Layer):
    """Moves values along axes; what falls off at the end comes in at the start. The batch is axis 0."""

    def __init__(self, shifts, axes, **kwargs):
        super().__init__(**kwargs)
        self.shifts, self.axes = tuple(shifts), tuple(axes)

    def call(self, x):
        for shift, axis in zip(self.shifts, self.axes):
            x = ops.roll(x, shift, axis)
        return x

    def get_config(self):
        return super().get_config() | {"shifts": self.shifts, "axes": self.axes}
`,
};
