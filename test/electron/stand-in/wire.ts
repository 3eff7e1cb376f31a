/** What the stand-in sends to the test that started it. */
export type FromStandIn =
  | { type: 'call'; call: Call }
  | { type: 'answer'; id: number; value: unknown }
  | { type: 'failure'; id: number; message: string };

/** A call of Electron's API. */
export interface Call {
  name: string;
  args: unknown[];
}

/** What the test asks of the stand-in. */
export interface Question {
  id: number;
  command: string;
  args: never[];
}

/** Reports a call to the test; functions among the arguments are left out. */
export function record(name: string, ...args: unknown[]): void {
  send({ type: 'call', call: { name, args: JSON.parse(JSON.stringify(args)) } });
}

/** Answers the test's questions with these functions. */
export function answerCommands(commands: Record<string, (...args: never[]) => unknown>): void {
  process.on('message', async ({ id, command, args }: Question) => {
    try {
      send({ type: 'answer', id, value: await commands[command]?.(...args) });
    } catch (error) {
      send({ type: 'failure', id, message: String(error) });
    }
  });
}

function send(message: FromStandIn): void {
  process.send?.(message);
}
