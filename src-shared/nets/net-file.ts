import { z } from 'zod';
import { AppError, messageOf } from '../errors.ts';
import { CustomNet } from './custom-net.ts';

const FORMAT = 'alexnet-studio-network';
const VERSION = 1;

/** Largest text that is read: a network of the most layers takes about a tenth. */
export const NET_FILE_MOST = 2_000_000;

const NetFile = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  ...CustomNet.shape,
});

const Head = z.object({ format: z.literal(FORMAT), version: z.number() });

/** A network as a shared file has it: JSON that people can read, a layer a line (docs/network-file.md). */
export function netFileText({ name, input, layers }: CustomNet): string {
  const head = { format: FORMAT, version: VERSION, name, input };
  const fields = Object.entries(head).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`,
  );
  const lines = layers.map((layer) => `    ${JSON.stringify(layer)}`).join(',\n');
  return `{\n${fields.join('\n')}\n  "layers": [\n${lines}\n  ]\n}\n`;
}

/**
 * Reads the text of a shared file. Whether its layers fit each other is for `netSpec` to say.
 * Throws `bad-request` saying what is wrong and where, `newer-version` where a later version of the program wrote it.
 */
export function netFromFile(text: string): CustomNet {
  if (text.length > NET_FILE_MOST) {
    throw new AppError(
      'bad-request',
      `A network's file has at most ${NET_FILE_MOST / 1e6} MB; this is another one.`,
    );
  }
  const json = jsonOf(text);
  const head = Head.safeParse(json);
  if (!head.success) {
    throw new AppError('bad-request', `This is not a network's file: it has no "format": "${FORMAT}".`);
  }
  if (head.data.version > VERSION) {
    throw new AppError(
      'newer-version',
      `A newer version of AlexNet Studio wrote this network (format ${head.data.version}; this one reads ${VERSION}): update the program.`,
    );
  }
  const file = NetFile.safeParse(json);
  if (!file.success) throw new AppError('bad-request', problemIn(json, file.error));
  const { name, input, layers } = file.data;
  return { name, input, layers };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('bad-request', `This is not JSON: ${messageOf(error)}.`, { cause: error });
  }
}

const Named = z.object({ layers: z.array(z.object({ name: z.string() }).catch({ name: '' })) });

/** The first problem, with the layer's name where it lies in one: `Layer conv2d, kernel: …`. */
function problemIn(json: unknown, error: z.ZodError): string {
  const { path = [], message = 'unknown' } = error.issues[0] ?? {};
  const [field, index, ...rest] = path;
  if (field !== 'layers' || typeof index !== 'number') {
    return `The network's ${path.join('.') || 'file'} cannot be read: ${message}.`;
  }
  const name = Named.safeParse(json).data?.layers[index]?.name || `number ${index + 1}`;
  return `Layer ${name} cannot be read${rest.length > 0 ? `, ${rest.join('.')}` : ''}: ${message}.`;
}
