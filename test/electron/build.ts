import { ensureBuilt } from '../../scripts/lib/ensure-built.ts';

/** Before the tests of this folder, which load the bundles. */
export const setup = ensureBuilt;
