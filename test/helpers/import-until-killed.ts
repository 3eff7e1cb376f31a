import { forkNode } from '../../src-main/services/child.ts';
import { openWorkspace } from '../../src-main/services/open-workspace.ts';
import { ImportOptions } from '../../src-shared/contract/datasets.ts';

/**
 * Imports a folder into a workspace and is killed before it hears the decoder's nth message. Arguments: the workspace, the folder, n.
 */
const [folder = '', pictures = '', count] = process.argv.slice(2);
let left = Number(count);
const workspace = await openWorkspace(folder, {
  mode: 'write',
  fork: (...by) => {
    const decoder = forkNode(...by);
    decoder.onMessage(() => {
      if (--left === 0) process.kill(process.pid, 'SIGKILL');
    });
    return decoder;
  },
});
await workspace.imports.importNow(ImportOptions.parse({ source: { kind: 'path', path: pictures } }));
