import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chosenDevice } from '../../src-main/install/chosen-device.ts';
import { engineEnvironment } from '../../src-main/install/engine-environment.ts';
import { openWorkspace } from '../../src-main/services/open-workspace.ts';

let folder: string;
const given = process.env['ALEXNET_STUDIO_DEVICE'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devices-'));
  delete process.env['ALEXNET_STUDIO_DEVICE'];
});
afterAll(async () => {
  if (given !== undefined) process.env['ALEXNET_STUDIO_DEVICE'] = given;
  await rm(folder, { recursive: true });
});

it('lists what TensorFlow finds, and remembers what was chosen of it', async () => {
  const workspace = await openWorkspace(folder, { mode: 'write' });
  const { chosen, isGiven, devices } = await workspace.devices.list();
  expect({ chosen, isGiven }).toEqual({ chosen: 'auto', isGiven: false });
  expect(devices.at(-1)).toMatchObject({ choice: 'cpu', name: expect.stringContaining('threads') });
  workspace.devices.choose('cpu');
  expect(engineEnvironment()).toMatchObject({ ALEXNET_STUDIO_DEVICE: 'cpu', CUDA_VISIBLE_DEVICES: '-1' });
  // The list is of all that could be chosen, not of what the choice leaves visible.
  expect(await workspace.devices.list()).toEqual({ chosen: 'cpu', isGiven: false, devices });
  await workspace.close();

  const again = await openWorkspace(folder, { mode: 'write' });
  expect(chosenDevice()).toBe('cpu');
  again.devices.choose('auto');
  await again.close();
});

it('leaves the last word to how the program was started', async () => {
  const workspace = await openWorkspace(folder, { mode: 'write' });
  process.env['ALEXNET_STUDIO_DEVICE'] = 'cpu';
  try {
    expect(chosenDevice()).toBe('cpu');
    expect(() => workspace.devices.choose('auto')).toThrow('The program was started on the device cpu');
  } finally {
    delete process.env['ALEXNET_STUDIO_DEVICE'];
    await workspace.close();
  }
});
