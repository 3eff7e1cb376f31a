import { afterEach, expect, test, vi } from 'vitest';
import { preferredFlavour } from '../../../src-main/install/flavour.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each(['cpu', 'cuda'])('ALEXNET_STUDIO_ENGINE_FLAVOUR=%s decides', (flavour) => {
  vi.stubEnv('ALEXNET_STUDIO_ENGINE_FLAVOUR', flavour);
  expect(preferredFlavour()).toBe(flavour);
});

test('an unknown flavour is refused with the known ones', () => {
  vi.stubEnv('ALEXNET_STUDIO_ENGINE_FLAVOUR', 'rocm');
  expect(preferredFlavour).toThrow('ALEXNET_STUDIO_ENGINE_FLAVOUR must be one of cpu, cuda, not "rocm".');
});
