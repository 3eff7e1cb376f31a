import type { RunField } from './run-field.ts';
import { isNumeric, RUN_FIELDS, runField } from './run-fields.ts';
import { scanQuery } from './scan-query.ts';

/** Text that may take the place of `from` up to but not including `to` in a query. */
export interface Suggestion {
  readonly insert: string;
  /** What it is, in a few words. */
  readonly about: string;
  readonly from: number;
  readonly to: number;
}

const MOST = 8;

/**
 * What may be meant at the cursor: names that begin like the word before it, or after a name and an operator the values that runs have.
 * `valuesOf` gives those of a field, the most frequent first.
 */
export function suggest(
  text: string,
  cursor: number,
  valuesOf: (field: RunField) => readonly string[],
): Suggestion[] {
  const token = scanQuery(text).find(({ from, to }) => from < cursor && cursor <= to);
  if (token?.kind === 'word' && token.piece.quotes === 'none') {
    return names(token.piece.text.slice(0, cursor - token.from)).map((found) => ({
      ...found,
      from: token.from,
      to: token.to,
    }));
  }
  const value =
    token?.kind === 'test' ? token.values.find((one) => cursor >= one.from && cursor <= one.to) : undefined;
  const field = token?.kind === 'test' ? runField(token.name.text) : undefined;
  if (value === undefined || field === undefined) return [];
  const typed = value.text.toLowerCase();
  const known = [...(field.kind === 'flag' ? ['yes', 'no'] : valuesOf(field)), 'none'];
  return known
    .filter((one) => one.toLowerCase().includes(typed) && one.toLowerCase() !== typed)
    .slice(0, MOST)
    .map((one) => ({
      insert: quoted(one),
      about: one === 'none' ? `no ${field.title.toLowerCase()}` : field.title,
      from: value.from,
      to: value.to,
    }));
}

function names(typed: string): { insert: string; about: string }[] {
  const start = typed.toLowerCase();
  const begins = (name: string) => name.toLowerCase().startsWith(start);
  const marks = ['starred', 'archived']
    .filter(begins)
    .map((insert) => ({ insert, about: `only ${insert} ones` }));
  const fields = RUN_FIELDS.filter(({ name }) => !marks.some(({ insert }) => insert === name))
    .flatMap((field) => {
      const name = [field.name, ...field.aliases].find(begins) ?? lastPart(field.name, start);
      return name === undefined ? [] : [{ field, name }];
    })
    .map(({ field, name }) => ({ insert: `${name}${isNumeric(field) ? '>' : ':'}`, about: field.title }));
  return [...marks, ...fields].slice(0, MOST);
}

/** `val.top1` for what begins like its last part. */
function lastPart(name: string, start: string): string | undefined {
  return name.toLowerCase().includes(`.${start}`) ? name : undefined;
}

/** As it has to be written in a query. */
export function quoted(value: string): string {
  return /[\s(),"]/.test(value) || value === '' ? `"${value.replaceAll('"', '')}"` : value;
}
