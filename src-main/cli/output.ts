/** What a command says: its result on standard output, everything else on standard error. */
export interface Output {
  /** Called once, at the end: `json` as one line under `--json`, else `text`. */
  result(json: object, text: string): void;
  /** A line for people, about how it goes. */
  note(line: string): void;
}

export function createOutput(asJson: boolean): Output {
  return {
    result: (json, text) => void process.stdout.write(`${asJson ? JSON.stringify(json) : text}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
  };
}
