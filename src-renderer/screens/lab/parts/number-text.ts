/** A number of a matrix in few characters, with a true minus: `255`, `−1`, `28.3`, `2.75`, `0.11`. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  const digits = Number.isInteger(value) || size >= 1000 ? 0 : size < 10 ? 2 : 1;
  return minus(String(Number(value.toFixed(digits))));
}

/** The same with brackets around what is negative, for the middle of a sum. */
export function operandText(value: number): string {
  return value < 0 ? `(${numberText(value)})` : numberText(value);
}

function minus(text: string): string {
  return text.replace('-', '−');
}
