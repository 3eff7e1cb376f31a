import type { KerasValue } from '../keras/keras-layer.ts';

/** A value as Python writes it; lists become tuples. */
export function pythonValue(value: KerasValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  // JSON's escapes are Python's, too.
  if (typeof value === 'string') return JSON.stringify(value);
  const items = value.map(pythonValue);
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
}

/** `(55, 55, 96)`, as a comment behind a line. */
export function shapeComment(shape: readonly number[]): string {
  return `  # ${pythonValue(shape)}`;
}

/** A name for a class: `alexnet-bn` to `AlexnetBn`. */
export function pythonClassName(net: string): string {
  const words = net.split(/[^a-zA-Z0-9]+/).filter((word) => word !== '');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[A-Z]/.test(name) ? name : `Net${name}`;
}

/** Words that cannot be names in Python. */
export const PYTHON_KEYWORDS: readonly string[] = [
  ...['and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif', 'else'],
  ...['except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal'],
  ...['not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield'],
];

/** Text that stays in one comment, whatever people wrote. */
export function plainLine(text: string): string {
  return text.replaceAll(/[\s\p{C}]+/gu, ' ');
}
