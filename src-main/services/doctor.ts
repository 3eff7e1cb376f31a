import type { DoctorReport } from '../../src-shared/contract/system.ts';
import { sqliteVersion } from '../store/sqlite-version.ts';
import type { Fork } from './child.ts';
import { askEngine } from './engine-process.ts';

/**
 * What training would use: versions, and the devices that TensorFlow sees when it is really loaded. Opens no workspace, only names it.
 * Errors: `engine-missing`, `engine-lost`.
 */
export async function examine(workspace: string, fork?: Fork): Promise<DoctorReport> {
  const { tensorflow, device, devices, precision } = await askEngine({ kind: 'probe' }, 'hello', fork);
  return {
    node: process.versions.node,
    engine: { tensorflow, device, devices, precision },
    sqlite: sqliteVersion(),
    workspace,
  };
}
