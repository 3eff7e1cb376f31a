import { OPERATORS, type Operator } from './query.ts';

/** A stretch of a query's text; `text` is without quotes. */
export interface Piece {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Whether it was written in quotes, and whether the closing one is there. */
  readonly quotes: 'none' | 'closed' | 'open';
}

/** What a query's text is made of. `test`: a name, an operator and what is compared with, which may be missing while it is typed. */
export type Token =
  | { readonly kind: 'open' | 'close' | 'minus'; readonly from: number; readonly to: number }
  | { readonly kind: 'word'; readonly piece: Piece; readonly from: number; readonly to: number }
  | {
      readonly kind: 'test';
      readonly name: Piece;
      readonly operator: Operator;
      readonly values: readonly Piece[];
      readonly from: number;
      readonly to: number;
    };

const NAME = /[a-z][\w.]*(?=!=|[:=<>])/iy;

/** The tokens of a query, whatever it says; nothing of it is judged. */
export function scanQuery(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const sign = text.charAt(at);
    if (/\s/.test(sign)) {
      at += 1;
      continue;
    }
    const token =
      sign === '(' || sign === ')'
        ? bracket(sign, at)
        : (minus(text, at) ?? test(text, at) ?? word(text, at));
    tokens.push(token);
    at = token.to;
  }
  return tokens;
}

function bracket(sign: string, at: number): Token {
  return { kind: sign === '(' ? 'open' : 'close', from: at, to: at + 1 };
}

/** Before something: `-starred`, `-(…)`. */
function minus(text: string, at: number): Token | null {
  return text.charAt(at) === '-' && /[^\s)]/.test(text.charAt(at + 1))
    ? { kind: 'minus', from: at, to: at + 1 }
    : null;
}

function test(text: string, at: number): Token | null {
  NAME.lastIndex = at;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return null;
  const after = at + name.length;
  const operator = OPERATORS.find((one) => text.startsWith(one, after));
  if (operator === undefined) return null;
  const values: Piece[] = [];
  let end = after + operator.length;
  do {
    if (values.length > 0) end += 1;
    const value = piece(text, end, /[^\s(),"]*/y);
    values.push(value);
    end = value.to;
  } while (text.charAt(end) === ',');
  return {
    kind: 'test',
    name: { text: name, from: at, to: after, quotes: 'none' },
    operator,
    values,
    from: at,
    to: end,
  };
}

function word(text: string, at: number): Token {
  const found = piece(text, at, /[^\s()"]*/y);
  return { kind: 'word', piece: found, from: at, to: found.to };
}

/** What is in quotes, or as far as `plain` goes. */
function piece(text: string, at: number, plain: RegExp): Piece {
  if (text.charAt(at) !== '"') {
    plain.lastIndex = at;
    const found = plain.exec(text)?.[0] ?? '';
    return { text: found, from: at, to: at + found.length, quotes: 'none' };
  }
  const end = text.indexOf('"', at + 1);
  const isOpen = end < 0;
  const to = isOpen ? text.length : end + 1;
  return { text: text.slice(at + 1, isOpen ? to : end), from: at, to, quotes: isOpen ? 'open' : 'closed' };
}
