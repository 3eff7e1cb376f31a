import { ensurePythonPackages } from '../../scripts/lib/python-packages.ts';

/** Vitest's global setup of the tests that need Python. */
export const setup = ensurePythonPackages;
