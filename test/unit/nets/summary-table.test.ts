import { expect, it } from 'vitest';
import { netSpec } from '../../../src-shared/nets/nets.ts';
import { summarise } from '../../../src-shared/nets/summary.ts';
import { summaryTable } from '../../../src-shared/nets/summary-table.ts';

it('the table of AlexNet reads as the deck’s, with a column of formulas', () => {
  const rule = '─'.repeat(102);
  expect(summaryTable(summarise(netSpec('alexnet', 1000)))).toBe(
    `
AlexNet, input 227 × 227 × 3, 1,000 classes
${rule}
Layer (type)                    Output shape            Param #  Formula
${rule}
conv2d (Conv2D)                 (None, 55, 55, 96)       34,944  (11 × 11 × 3) × 96 + 96 = 34,944
max_pooling2d (MaxPooling2D)    (None, 27, 27, 96)            0  (55 − 3) / 2 + 1 = 27
conv2d_1 (Conv2D)               (None, 27, 27, 256)     614,656  (5 × 5 × 96) × 256 + 256 = 614,656
max_pooling2d_1 (MaxPooling2D)  (None, 13, 13, 256)           0  (27 − 3) / 2 + 1 = 13
conv2d_2 (Conv2D)               (None, 13, 13, 384)     885,120  (3 × 3 × 256) × 384 + 384 = 885,120
conv2d_3 (Conv2D)               (None, 13, 13, 384)   1,327,488  (3 × 3 × 384) × 384 + 384 = 1,327,488
conv2d_4 (Conv2D)               (None, 13, 13, 256)     884,992  (3 × 3 × 384) × 256 + 256 = 884,992
max_pooling2d_2 (MaxPooling2D)  (None, 6, 6, 256)             0  (13 − 3) / 2 + 1 = 6
flatten (Flatten)               (None, 9216)                  0  6 × 6 × 256 = 9,216
dense (Dense)                   (None, 4096)         37,752,832  (9216 × 4096) + 4096 = 37,752,832
dense_1 (Dense)                 (None, 4096)         16,781,312  (4096 × 4096) + 4096 = 16,781,312
dense_2 (Dense)                 (None, 1000)          4,097,000  (4096 × 1000) + 1000 = 4,097,000
${rule}
Total params: 62,378,344 (237.95 MB)
Trainable params: 62,378,344 (237.95 MB)
Non-trainable params: 0 (0.00 B)
Multiply-adds a picture: 1,135,256,096
Activations a picture: 2.98 MB
`.trim(),
  );
});
