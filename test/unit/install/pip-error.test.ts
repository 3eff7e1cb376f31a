import { expect, test } from 'vitest';
import { pipError } from '../../../src-main/install/pip-error.ts';

const wheel = { name: 'tensorflow-cpu', version: '2.21.0', bytes: 273_829_956 };

test.each([
  [
    "WARNING: Retrying after connection broken by 'NewConnectionError('…: Failed to establish a new connection: [Errno 111]')'\nERROR: No matching distribution found",
    'no network',
  ],
  [
    "WARNING: Retrying … 'NameResolutionError(…: Failed to resolve '…')'\nERROR: No matching distribution found",
    'no name service',
  ],
  [
    "WARNING: Retrying … 'ProxyError('Cannot connect to proxy.')'\nERROR: No matching distribution found",
    'a dead proxy',
  ],
  ['ReadTimeoutError: HTTPSConnectionPool: Read timed out.', 'a connection that stalls'],
])('says to check the network when pip wrote %j', (stderr) => {
  const error = pipError(wheel, stderr);
  expect(error.code).toBe('unsupported');
  expect(error.message).toContain('tensorflow-cpu 2.21.0 (274 MB) could not be downloaded');
  expect(error.message).toContain('Check the network');
});

test('says that the disk is full when pip ran out of room', () => {
  const error = pipError(
    wheel,
    'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device',
  );
  expect(error.code).toBe('no-space');
});

test("repeats pip's last error otherwise", () => {
  const stderr =
    'WARNING: a\nERROR: first\nERROR: No matching distribution found for tensorflow-cpu==2.21.0\nnotice';
  expect(pipError(wheel, stderr).message).toMatch(
    /pip says: No matching distribution found for tensorflow-cpu==2\.21\.0$/,
  );
});
