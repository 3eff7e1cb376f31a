import { describe, expect, it } from 'vitest';
import { buildDataset, type FileOutcome } from '../../../src-main/data/build-dataset.ts';
import type { Split } from '../../../src-shared/figures.ts';

const options = { val: 0, test: 0, seed: 1 };

function file(name: string, outcome: FileOutcome, ownSplit: Split | null = null) {
  const label = name.split('/').at(-2) ?? '';
  return { path: `/data/${name}`, file: name, label, ownSplit, outcome };
}

describe('building a data set from decoded files', () => {
  it('numbers the classes in the order of their folders', () => {
    const built = buildDataset(
      ['cat', 'dog'],
      [file('dog/1.jpg', { slot: 4 }), file('cat/1.jpg', { slot: 9 })],
      options,
    );
    expect(built.classes).toEqual(['cat', 'dog']);
    expect(built.pictures).toEqual([
      { slot: 4, file: 'dog/1.jpg', classIndex: 1, split: 'train' },
      { slot: 9, file: 'cat/1.jpg', classIndex: 0, split: 'train' },
    ]);
  });

  it('keeps a class with one picture, for training', () => {
    const built = buildDataset(
      ['cat', 'dog'],
      [file('cat/1.jpg', { slot: 0 }), ...[1, 2, 3, 4].map((slot) => file(`dog/${slot}.jpg`, { slot }))],
      { val: 0.25, test: 0.25, seed: 1 },
    );
    expect(built.pictures.filter(({ classIndex }) => classIndex === 0).map(({ split }) => split)).toEqual([
      'train',
    ]);
  });

  it('leaves out a class of which nothing can be used, and says so', () => {
    const built = buildDataset(
      ['ant', 'bee', 'cat', 'dog'],
      [
        file('ant/1.jpg', { reason: 'The file is empty.' }),
        file('cat/1.jpg', { slot: 0 }),
        file('dog/1.jpg', { slot: 1 }),
      ],
      options,
    );
    expect(built.classes).toEqual(['cat', 'dog']);
    expect(built.rejected).toEqual([
      { file: 'ant/1.jpg', reason: 'The file is empty.' },
      {
        file: 'ant',
        reason:
          'The class was left out: it has no picture that can be used, so there is nothing to train on.',
      },
      {
        file: 'bee',
        reason:
          'The class was left out: it has no picture that can be used, so there is nothing to train on.',
      },
    ]);
  });

  it('leaves out a class that is only there to be tested', () => {
    const built = buildDataset(
      ['cat', 'dog', 'owl'],
      [
        file('train/cat/1.jpg', { slot: 0 }, 'train'),
        file('train/dog/1.jpg', { slot: 1 }, 'train'),
        file('test/owl/1.jpg', { slot: 2 }, 'test'),
      ],
      options,
    );
    expect(built.pictures).toHaveLength(2);
    expect(built.rejected[0]?.reason).toContain('its 1 pictures lie in val or test');
  });

  it('refuses what has fewer than two classes left, with the first reason', () => {
    const files = [file('cat/1.jpg', { slot: 0 }), file('dog/1.jpg', { reason: 'The file is empty.' })];
    expect(() => buildDataset(['cat', 'dog'], files, options)).toThrow(
      /Only one class, “cat”, has pictures to train on.*dog\/1\.jpg: The file is empty\./,
    );
  });
});
