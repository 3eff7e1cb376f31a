/** Python of what PyTorch does not have; a generated module defines those that it uses. */
export const PYTORCH_HELPERS = {
  average_pool: `def average_pool(x, size, stride, pads):
    """The mean under each window; what is beyond the edge is not counted."""
    inside = F.pad(torch.ones_like(x[:1, :1]), pads)
    return F.avg_pool2d(F.pad(x, pads), size, stride=stride) / F.avg_pool2d(inside, size, stride=stride)
`,
  stochastic_depth: `def stochastic_depth(x, rate, training):
    """Drops all of a picture's values with this probability (Huang et al. 2016)."""
    if not training or rate == 0:
        return x
    kept = torch.rand([x.shape[0]] + [1] * (x.dim() - 1), device=x.device) >= rate
    return x * kept / (1 - rate)
`,
  RelativePositionBias: `class RelativePositionBias(nn.Module):
    """Adds a learned number for each head and each displacement within a window (Swin, equation 4)."""

    def __init__(self, window, heads):
        super().__init__()
        height, width = window
        self.embedding = nn.Parameter(torch.zeros((2 * height - 1) * (2 * width - 1), heads))
        y, x = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
        y, x = y.flatten(), x.flatten()
        rows, columns = y[:, None] - y + height - 1, x[:, None] - x + width - 1
        self.register_buffer("positions", rows * (2 * width - 1) + columns, persistent=False)

    def forward(self, x):
        return x + self.embedding[self.positions].permute(2, 0, 1)
`,
  WindowMask: `class WindowMask(nn.Module):
    """Hides places from each other that only the cyclic shift brought into one window (Swin, section 3.2)."""

    def __init__(self, grid, window, shift):
        super().__init__()
        # 0 before the last window, 1 in its front part, 2 in the part that came around.
        y, x = (
            (torch.arange(size) >= size - part).int() + (torch.arange(size) >= size - step)
            for size, part, step in zip(grid, window, shift)
        )
        (height, width), (rows, columns) = grid, window
        regions = (3 * y[:, None] + x).reshape(height // rows, rows, width // columns, columns)
        regions = regions.permute(0, 2, 1, 3).reshape(-1, 1, rows * columns)
        mask = (regions[..., :, None] != regions[..., None, :]) * -100.0
        self.register_buffer("mask", mask, persistent=False)

    def forward(self, x):
        return x + self.mask
`,
} as const;
export type PytorchHelper = keyof typeof PYTORCH_HELPERS;
