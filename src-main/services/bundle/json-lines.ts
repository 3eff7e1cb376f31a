import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { AppError } from '../../../src-shared/errors.ts';

/** Longest line that is read: a recipe with a network of a thousand layers, or the figures of a thousand classes against each other. */
const LONGEST_LINE = 32 * 2 ** 20;

/** The lines of a file of JSON, parsed, by `page` at a time. Errors: `damaged`, with `name` for the file. */
export async function* readJsonLines(file: string, name: string, page: number): AsyncGenerator<unknown[]> {
  let lines: unknown[] = [];
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    lines.push(parse(line, name));
    if (lines.length < page) continue;
    yield lines;
    lines = [];
  }
  if (lines.length > 0) yield lines;
}

function parse(line: string, name: string): unknown {
  try {
    if (line.length <= LONGEST_LINE) return JSON.parse(line);
  } catch {
    // Told below.
  }
  throw new AppError('damaged', `The bundle is damaged: ${name} has a line that is no JSON.`);
}
