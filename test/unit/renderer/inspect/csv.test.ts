import { describe, expect, it } from 'vitest';
import { csv } from '../../../../src-renderer/screens/inspect/parts/csv.ts';

describe('numbers as CSV', () => {
  it('has a line of headings, and quotes what would be read as something else', async () => {
    const file = csv(
      ['layer', 'value'],
      [
        ['conv2d', 0.5],
        ['a, b', -1],
        ['a "b"\nc', Number.NaN],
      ],
    );
    expect(await file.text()).toBe('layer,value\r\nconv2d,0.5\r\n"a, b",-1\r\n"a ""b""\nc",NaN\r\n');
  });
});
