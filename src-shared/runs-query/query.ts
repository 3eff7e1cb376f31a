import type { RunField } from './run-field.ts';

/** How a field is compared. `:` is "has" for text (its part, or a pattern with `*`) and "is" for everything else. */
export const OPERATORS = ['!=', '<=', '>=', ':', '=', '<', '>'] as const;
export type Operator = (typeof OPERATORS)[number];

/** What a field is compared with. `span`: moments or rounded numbers from `from` on, up to but not including `to`. */
export type Operand =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'span'; readonly from: number; readonly to: number }
  | { readonly kind: 'flag'; readonly value: boolean }
  /** Whether there is a value at all. */
  | { readonly kind: 'presence'; readonly isThere: boolean };

/** What a filter asks for. */
export type Query =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Query[] }
  | { readonly kind: 'not'; readonly of: Query }
  /** Free words: looked for in the name, data set, network, status, tags and note. */
  | { readonly kind: 'words'; readonly text: string }
  /** True for any one of the operands. */
  | {
      readonly kind: 'test';
      readonly field: RunField;
      readonly operator: Operator;
      readonly operands: readonly Operand[];
    };

/** What is wrong with a query, and at which of its characters (`from` up to but not including `to`). */
export interface QueryProblem {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}
