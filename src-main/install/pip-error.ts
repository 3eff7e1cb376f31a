import { AppError } from '../../src-shared/errors.ts';
import type { Wheel } from './engine-lock.ts';
import { sizeText } from './progress.ts';

/** The names of the exceptions and system messages by which pip's output tells that it never got an answer. */
const NO_ANSWER =
  /NewConnectionError|ConnectTimeoutError|ReadTimeoutError|ConnectionError|ProtocolError|ProxyError|NameResolutionError|Network is unreachable|Connection refused|timed out/;

/** Makes one sentence for people of what pip wrote before it gave up. */
export function pipError(wheel: Pick<Wheel, 'name' | 'version' | 'bytes'>, stderr: string): AppError {
  const what = `${wheel.name} ${wheel.version} (${sizeText(wheel.bytes)}) could not be downloaded`;
  if (stderr.includes('No space left on device')) {
    return new AppError('no-space', `${what}: the disk is full. Make room and try again.`);
  }
  if (NO_ANSWER.test(stderr)) {
    return new AppError(
      'unsupported',
      `${what}: pip cannot reach its package index. Check the network (and pip's proxy settings) and try again.`,
    );
  }
  const lines = stderr.trim().split('\n');
  const reason = lines.findLast((line) => line.startsWith('ERROR:')) ?? lines.at(-1) ?? '';
  return new AppError('unsupported', `${what}. pip says: ${reason.replace(/^ERROR:\s*/, '')}`);
}
