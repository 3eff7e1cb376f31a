import { expect, it } from 'vitest';
import type { Classifier } from '../../../../src-renderer/inference/classifier.ts';
import { answersCsv } from '../../../../src-renderer/screens/classify/answers-file.ts';
import { shownPictures } from '../../../../src-renderer/screens/classify/shown-pictures.ts';
import { classOf, type Judge, verdictOf } from '../../../../src-renderer/screens/classify/verdict.ts';
import type { AskedPicture } from '../../../../src-renderer/state/answers.ts';

function judge(key: string, temperature = 1): Judge {
  const classifier: Classifier = {
    key,
    name: key,
    labels: ['cat', '=dog'],
    runId: null,
    where: 'window',
    edge: 256,
    load: async () => null,
    classify: async () => new Float32Array(),
  };
  return { classifier, temperature };
}

function picture(
  file: string,
  answers: Record<string, AskedPicture['answers'] extends ReadonlyMap<string, infer A> ? A : never>,
): AskedPicture {
  return {
    key: file,
    file,
    origin: { kind: 'path', path: file },
    preview: null,
    answers: new Map(Object.entries(answers)),
    problem: null,
    correction: null,
  };
}

const reading = { top: 5, threshold: 0.6 };

it('an answer below the threshold is none of these, at the temperature that was fitted', () => {
  const sure = picture('a', { one: Float32Array.of(0.2, 0.8) });
  expect(verdictOf(sure, judge('one'), reading)).toMatchObject({
    kind: 'answer',
    isNone: false,
    predictions: [{ label: '=dog' }, { label: 'cat' }],
  });
  expect(classOf(sure, verdictOf(sure, judge('one'), reading))).toBe('=dog');
  const cooler = verdictOf(sure, judge('one', 4), reading);
  expect(cooler).toMatchObject({ isNone: true });
  expect(classOf(sure, cooler)).toBeNull();
  expect(classOf({ ...sure, correction: 'cat' }, cooler)).toBe('cat');
});

it('pictures are told apart by what was said of them', () => {
  const both = picture('a', { one: Float32Array.of(0.9, 0.1), two: Float32Array.of(0.1, 0.9) });
  const unsure = picture('b', { one: Float32Array.of(0.5, 0.5), two: Float32Array.of(0.5, 0.5) });
  const broken = { ...picture('c', {}), problem: 'The file is empty.' };
  const all = [both, unsure, broken, picture('d', {})];
  const shown = (kind: Parameters<typeof shownPictures>[1]) =>
    shownPictures(all, kind, [judge('one'), judge('two')], reading).map(({ file }) => file);
  expect(shown('all')).toEqual(['a', 'b', 'c', 'd']);
  expect(shown('answered')).toEqual(['a']);
  expect(shown('none')).toEqual(['b']);
  expect(shown('different')).toEqual(['a']);
  expect(shown('unreadable')).toEqual(['c']);
});

it('the table has a line a class, and no cell that a spreadsheet takes for a formula', async () => {
  const table = answersCsv(
    [picture('@a.jpg', { one: Float32Array.of(0.25, 0.75) })],
    [judge('one')],
    reading,
  );
  expect((await table.text()).split('\r\n').slice(1, 3)).toEqual([
    "'@a.jpg,one,1,'=dog,0.75,no,,",
    "'@a.jpg,one,2,cat,0.25,no,,",
  ]);
});
