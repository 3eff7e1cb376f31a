/** A convolution that keeps height and width; a test adds its name, its filters and what differs. */
export const SAME_CONV = {
  type: 'conv',
  kernel: [3, 3],
  stride: [1, 1],
  padding: 'same',
  bias: true,
} as const;
