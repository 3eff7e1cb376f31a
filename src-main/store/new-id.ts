import { randomInt } from 'node:crypto';

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Eight random letters or digits, as every id of `src-shared/ids.ts` wants (41 bits: no clash among a workspace's few thousand). */
export function newId(): string {
  return Array.from({ length: 8 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
}
