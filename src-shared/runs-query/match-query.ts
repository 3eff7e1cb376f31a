import { netWord } from '../nets/custom-net.ts';
import type { Operand, Operator, Query } from './query.ts';
import type { FieldKind, FieldValue, RunRecord } from './run-field.ts';

export type RunTest = (record: RunRecord) => boolean;

/** The query as a test of one run. What has no value is neither equal, less nor greater; `!=` is the contrary of `=`. */
export function matchQuery(query: Query): RunTest {
  switch (query.kind) {
    case 'all': {
      const tests = query.of.map(matchQuery);
      return (record) => tests.every((test) => test(record));
    }
    case 'any': {
      const tests = query.of.map(matchQuery);
      return (record) => tests.some((test) => test(record));
    }
    case 'not': {
      const test = matchQuery(query.of);
      return (record) => !test(record);
    }
    case 'words':
      return (record) => freeText(record).some((text) => text.toLowerCase().includes(query.text));
    case 'test': {
      const { field, operator, operands } = query;
      const isNot = operator === '!=';
      const tests = operands.map((operand) => compare(operand, isNot ? '=' : operator, field.kind));
      return (record) => {
        const value = field.value(record);
        return tests.some((test) => test(value)) !== isNot;
      };
    }
  }
}

/** What free words are looked for in. */
function freeText({ run }: RunRecord): string[] {
  const { name, dataset, recipe, state, marks } = run;
  return [name, dataset.name, netWord(recipe.net), state.status, ...marks.tags, marks.note];
}

type Comparison = (value: FieldValue) => boolean;

function compare(operand: Operand, operator: Exclude<Operator, '!='>, kind: FieldKind): Comparison {
  switch (operand.kind) {
    case 'presence':
      return (value) => isThere(value) === operand.isThere;
    case 'flag':
      return (value) => value === operand.value;
    case 'text':
      return compareText(operand.text, operator === ':' && kind === 'text');
    case 'span':
      return compareNumber(operand, operator);
  }
}

function isThere(value: FieldValue): boolean {
  return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** `*` stands for any characters. */
function compareText(text: string, isPart: boolean): Comparison {
  const matches: (value: string) => boolean = text.includes('*')
    ? (
        (pattern) => (value: string) =>
          pattern.test(value)
      )(wildcard(text))
    : (value) => (isPart ? value.includes(text) : value === text);
  return (value) =>
    Array.isArray(value)
      ? value.some((word: string) => matches(word.toLowerCase()))
      : value !== null && matches(String(value).toLowerCase());
}

function wildcard(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

function compareNumber(
  { from, to }: { from: number; to: number },
  operator: Exclude<Operator, '!='>,
): Comparison {
  const test: (value: number) => boolean = {
    ':': (value: number) => value >= from && value < to,
    '=': (value: number) => value >= from && value < to,
    '<': (value: number) => value < from,
    '<=': (value: number) => value < to,
    '>': (value: number) => value >= to,
    '>=': (value: number) => value >= from,
  }[operator];
  return (value) => typeof value === 'number' && test(value);
}
