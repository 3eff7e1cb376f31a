import { execa } from 'execa';
import { appFolder } from '../src-main/paths.ts';

/**
 * `npm run package`: installers of this platform in dist/. The packager is fetched when it is used, because it brings more packages than
 * the whole program has (docs/decisions/packaging.md).
 */
const PACKAGER = 'electron-builder@26.17.0';

const options = { cwd: appFolder, preferLocal: true, stdio: 'inherit' } as const;
await execa('electron-vite', ['build'], options);
await execa(
  'npm',
  ['exec', '--yes', `--package=${PACKAGER}`, '--', 'electron-builder', '--publish', 'never'],
  options,
);
