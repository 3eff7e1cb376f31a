import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchQuery } from '../../../src-shared/runs-query/match-query.ts';
import { parseQuery } from '../../../src-shared/runs-query/parse-query.ts';
import type { RunRecord } from '../../../src-shared/runs-query/run-field.ts';
import { RUN_FIELDS } from '../../../src-shared/runs-query/run-fields.ts';
import { recordOf } from './records.ts';

const NOW = new Date(2026, 10, 25, 12).getTime();

const records = [
  recordOf({
    name: 'Baseline',
    net: 'alexnet',
    top1: 0.9,
    lr: 0.01,
    tags: ['good', 'sweep'],
    isStarred: true,
  }),
  recordOf({ name: 'Cats or dogs', net: 'alexnet-bn', top1: 0.95, lr: 0.003, note: 'Too slow.' }),
  recordOf({ name: 'Broken', net: 'zfnet', status: 'failed', lr: 0.1, isArchived: true, createdAtMs: 0 }),
];
const [baseline, cats, broken] = ['Baseline', 'Cats or dogs', 'Broken'];

function found(text: string, among: readonly RunRecord[] = records): string[] {
  const parsed = parseQuery(text, NOW);
  if (!parsed.isValid) throw new Error(parsed.problem.message);
  const test = matchQuery(parsed.query);
  return among.filter(test).map(({ run }) => run.name);
}

function problemOf(text: string): string {
  const parsed = parseQuery(text, NOW);
  return parsed.isValid
    ? 'none'
    : `${text.slice(parsed.problem.from, parsed.problem.to)}: ${parsed.problem.message}`;
}

test.each([
  ['', [baseline, cats, broken]],
  ['net:alexnet', [baseline]],
  ['net:alexnet*', [baseline, cats]],
  ['net:alexnet,zfnet', [baseline, broken]],
  ['net!=alexnet,zfnet', [cats]],
  ['top1>0.9', [cats]],
  ['top1>=90%', [baseline, cats]],
  ['top1:none', [broken]],
  ['top1!=any', [broken]],
  ['lr<=0.01 status:completed', [baseline, cats]],
  ['LR:1e-2', [baseline]],
  ['tag:good', [baseline]],
  ['tag:none', [cats, broken]],
  ['-starred', [cats, broken]],
  ['not archived', [baseline, cats]],
  ['archived:yes', [broken]],
  ['"cats or"', [cats]],
  ['base or slow', [baseline, cats]],
  ['-(base or slow)', [broken]],
  ['starred and sweep', [baseline]],
  ['alexnet-bn', [cats]],
  ['name:base', [baseline]],
  ['name=base', []],
  ['name="CATS OR DOGS"', [cats]],
  ['created:1970', [broken]],
  ['created>7d', [baseline, cats]],
  ['created:yesterday', [baseline, cats]],
  ['time>1.5m', []],
  ['time:60', [baseline, cats, broken]],
  ['crop:yes', [baseline, cats, broken]],
  ['momentum:0.9 params>50m', [baseline, cats, broken]],
  ['beta1:any', []],
])('%s finds %j', (text, names) => {
  expect(found(text)).toEqual(names);
});

test.each([
  ['lrr:3', 'lrr: There is nothing called "lrr" to filter by.'],
  ['net:a top1>high', 'high: "high" is no number: write 0.9, 90%, 1e-3 or 2k.'],
  ['top1>', 'top1>: What should "top1>" be compared with?'],
  ['(a or b', '(: This bracket is never closed.'],
  ['a) b', '): This bracket was never opened.'],
  ['name:"a b', '"a b: This quote is never closed.'],
  ['net<alexnet', 'net<alexnet: "net" has no order here: use : or = in place of <.'],
  ['a or', 'or: Something has to follow "or"; in quotes it is a word to look for.'],
  ['starred:maybe', 'maybe: "starred" is yes or no, not "maybe".'],
  ['created>soon', 'soon: "soon" is no date: write 2026-11-24, 2026-11, today or 7d (seven days ago).'],
  ['time>5x', '5x: "5x" is no time: write 90s, 10m, 1.5h or 2d.'],
])('%s is refused at its place', (text, problem) => {
  expect(problemOf(text)).toBe(problem);
});

test('any text is read or refused at a place in it', () => {
  const pieces = fc.constantFrom(
    '(',
    ')',
    '-',
    '"',
    ' ',
    'or',
    'not',
    'net:',
    'top1>',
    '0.9',
    ',',
    'a',
    '*',
    'x=',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 20 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseQuery(text, NOW);
      if (parsed.isValid) return void records.map(matchQuery(parsed.query));
      const { from, to } = parsed.problem;
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThanOrEqual(from);
      expect(to).toBeLessThanOrEqual(text.length);
    }),
  );
});

const condition = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('top1', 'lr', 'epoch'),
      fc.constantFrom('<', '<=', '>', '>=', ':', '!='),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map((all) => all.join('')),
  fc.constantFrom('starred', 'archived', 'tag:good', 'net:alexnet*', 'slow', 'top1:none'),
);

test('together, alternatives and contraries are those of sets', () => {
  fc.assert(
    fc.property(condition, condition, (a, b) => {
      const [inA, inB] = [new Set(found(a)), new Set(found(b))];
      const names = records.map(({ run }) => run.name);
      expect(found(`${a} ${b}`)).toEqual(names.filter((name) => inA.has(name) && inB.has(name)));
      expect(found(`${a} or ${b}`)).toEqual(names.filter((name) => inA.has(name) || inB.has(name)));
      expect(found(`-(${a} ${b})`)).toEqual(names.filter((name) => !(inA.has(name) && inB.has(name))));
      expect(found(`(${a})`)).toEqual(found(a));
    }),
  );
});

test('comparisons agree with those of numbers', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 10, noNaN: true }),
      fc.double({ min: 1e-6, max: 10, noNaN: true }),
      (lr, limit) => {
        fc.pre(Math.abs(lr - limit) > 1e-8 * limit);
        const one = [recordOf({ name: 'one', lr })];
        expect(found(`lr<${limit}`, one).length === 1).toBe(lr < limit);
        expect(found(`lr>=${limit}`, one).length === 1).toBe(lr >= limit);
        expect(found(`lr:${lr} lr<=${lr} lr>=${lr} -lr>${lr}`, one)).toEqual(['one']);
      },
    ),
  );
});

test('every field has a name of its own that a query can use', () => {
  const names = RUN_FIELDS.map(({ name }) => name.toLowerCase());
  expect(new Set(names).size).toBe(names.length);
  for (const { name, aliases } of RUN_FIELDS)
    for (const one of [name, ...aliases]) expect(problemOf(`${one}:none`), one).toBe('none');
});
