import type { Operand, Query, QueryProblem } from './query.ts';
import { readOperand } from './read-operand.ts';
import { isNumeric, runField } from './run-fields.ts';
import { type Piece, scanQuery, type Token } from './scan-query.ts';

export type ParsedQuery =
  | { readonly isValid: true; readonly query: Query }
  | { readonly isValid: false; readonly problem: QueryProblem };

/** Thrown inside this file only. */
class Problem extends Error {
  readonly problem: QueryProblem;
  constructor(message: string, { from, to }: { from: number; to: number }) {
    super(message);
    this.problem = { message, from, to };
  }
}

/**
 * Reads a filter such as `net:alexnet top1>0.9 -starred "free words"`; README has the language. An empty one asks for nothing, so that every run
 * matches. `now` (milliseconds since 1970) is what `today` and `7d` are counted from.
 */
export function parseQuery(text: string, now = Date.now()): ParsedQuery {
  const tokens = scanQuery(text);
  let at = 0;

  /** Whether the next token is a plain word, `or` say. */
  const isWord = (word: string) => {
    const token = tokens[at];
    return token?.kind === 'word' && token.piece.quotes === 'none' && token.piece.text.toLowerCase() === word;
  };

  function alternatives(): Query {
    const of = [together()];
    while (isWord('or')) {
      const { from, to } = tokens[at++] ?? END;
      const next = together();
      if (next.kind === 'all' && next.of.length === 0)
        throw new Problem('Something has to follow "or"; in quotes it is a word to look for.', { from, to });
      of.push(next);
    }
    return of.length === 1 && of[0] ? of[0] : { kind: 'any', of };
  }

  function together(): Query {
    const of: Query[] = [];
    while (at < tokens.length && tokens[at]?.kind !== 'close' && !isWord('or')) {
      if (isWord('and')) at += 1;
      else of.push(one());
    }
    return of.length === 1 && of[0] ? of[0] : { kind: 'all', of };
  }

  function one(): Query {
    const isNot = isWord('not');
    const token = tokens[at++] ?? END;
    if (token.kind === 'minus' || isNot) {
      if (at >= tokens.length || tokens[at]?.kind === 'close')
        throw new Problem('Something has to follow "not"; in quotes it is a word to look for.', token);
      return { kind: 'not', of: one() };
    }
    if (token.kind === 'open') return inBrackets(token);
    return token.kind === 'test' ? readTest(token, now) : readWord(token);
  }

  function inBrackets(open: { from: number; to: number }): Query {
    const inside = alternatives();
    if (tokens[at]?.kind !== 'close') throw new Problem('This bracket is never closed.', open);
    at += 1;
    return inside;
  }

  try {
    const query = alternatives();
    const left = tokens[at];
    if (left) throw new Problem('This bracket was never opened.', left);
    return { isValid: true, query };
  } catch (error) {
    if (error instanceof Problem) return { isValid: false, problem: error.problem };
    throw error;
  }
}

const END = { kind: 'close', from: 0, to: 0 } as const;

function readTest(token: Extract<Token, { kind: 'test' }>, now: number): Query {
  const { name, operator, values } = token;
  const field = runField(name.text);
  if (field === undefined) throw new Problem(`There is nothing called "${name.text}" to filter by.`, name);
  const operands = values.map((value): Operand => {
    checkQuotes(value);
    if (value.text === '' && value.quotes === 'none')
      throw new Problem(`What should "${name.text}${operator}" be compared with?`, token);
    const operand = readOperand(field, value.text, now);
    if (typeof operand === 'string') throw new Problem(operand, value);
    const isOrder = operator.startsWith('<') || operator.startsWith('>');
    if (isOrder && (!isNumeric(field) || operand.kind === 'presence'))
      throw new Problem(`"${name.text}" has no order here: use : or = in place of ${operator}.`, token);
    return operand;
  });
  return { kind: 'test', field, operator, operands };
}

/** A word to look for, or one of the marks that a run has or has not. */
function readWord(token: Token): Query {
  if (token.kind !== 'word') throw new Problem('This bracket was never opened.', token);
  const { piece } = token;
  checkQuotes(piece);
  const field = piece.quotes === 'none' ? runField(piece.text) : undefined;
  if (field?.name !== 'starred' && field?.name !== 'archived')
    return { kind: 'words', text: piece.text.toLowerCase() };
  return { kind: 'test', field, operator: ':', operands: [{ kind: 'flag', value: true }] };
}

function checkQuotes(piece: Piece): void {
  if (piece.quotes === 'open') throw new Problem('This quote is never closed.', piece);
}
