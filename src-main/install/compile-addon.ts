import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { execa } from 'execa';
import { AppError } from '../../src-shared/errors.ts';
import { nodeApiHeadersFolder, readAddonSources } from './addon-sources.ts';
import { COMPILE_FLAGS, linkArguments, TENSORFLOW_LIBRARIES } from './compile-flags.ts';
import type { EngineFolders } from './engine-folders.ts';

/** The C++ compiler: `CXX` if set, else g++ or c++, whichever is on PATH. Throws `unsupported` with what to install. */
export async function findCompiler(): Promise<string> {
  const wish = process.env.CXX;
  for (const command of wish ? [wish] : ['g++', 'c++']) {
    const version = await execa(command, ['--version'], { reject: false });
    if (version.exitCode === 0) return command;
  }
  throw new AppError(
    'unsupported',
    `No C++ compiler (${wish ?? 'g++'}) was found on PATH; it builds the bridge between Node and TensorFlow. Install one (Debian, Ubuntu: apt-get install g++; Fedora: dnf install gcc-c++; macOS: xcode-select --install) and try again.`,
  );
}

/**
 * Compiles tfjs-node-gpu's add-on against the unpacked TensorFlow and puts it, with the manifest that says the engine is complete, in its
 * place by one rename. `onFraction` gets 0..1.
 */
export async function compileAddon(
  compiler: string,
  folders: EngineFolders,
  onFraction: (fraction: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const scratch = await mkdtemp(join(folders.temporary, 'compile-'));
  const sources = await copySources(scratch);
  const library = join(folders.packages, 'tensorflow');
  const includes = [nodeApiHeadersFolder(), join(library, 'include')].map((folder) => `-I${folder}`);
  const steps = sources.length + 1;
  let done = 0;
  const run = async (parameters: string[]) => {
    await runCompiler(compiler, parameters, scratch, signal);
    onFraction(++done / steps);
  };
  await Promise.all(
    sources.map((source) => run([...COMPILE_FLAGS, ...includes, '-c', source, '-o', `${source}.o`])),
  );
  const result = join(scratch, 'result');
  await mkdir(result);
  const addon = join(result, ADDON_FILE);
  await run(
    linkArguments(
      sources.map((source) => `${source}.o`),
      library,
      addon,
    ),
  );
  await writeManifest(folders, result);
  await rm(folders.addon, { recursive: true, force: true });
  await rename(result, folders.addon);
  await rm(scratch, { recursive: true });
}

/** The name that the sources give the Node-API module. */
export const ADDON_FILE = 'tfjs_binding.node';

/** The sources may lie inside Electron's archive, which a compiler cannot read. Gives back the names of those to compile. */
async function copySources(scratch: string): Promise<string[]> {
  const sources = readAddonSources();
  for (const { name, content } of sources) await writeFile(join(scratch, name), content);
  return sources.map((source) => source.name).filter((name) => name.endsWith('.cc'));
}

async function runCompiler(
  compiler: string,
  parameters: string[],
  cwd: string,
  signal: AbortSignal,
): Promise<void> {
  const result = await execa(compiler, parameters, { cwd, cancelSignal: signal, reject: false });
  signal.throwIfAborted();
  if (!result.failed) return;
  const lines = (result.stderr || result.shortMessage || '').split('\n');
  const first = lines.find((line) => /error/i.test(line)) ?? lines[0] ?? '';
  throw new AppError(
    'unsupported',
    `${basename(compiler)} could not build the bridge between Node and TensorFlow (it needs C++17, GCC 9 or newer): ${first}`,
  );
}

async function writeManifest(folders: EngineFolders, result: string): Promise<void> {
  const files: Record<string, number> = {};
  for (const name of TENSORFLOW_LIBRARIES) {
    const file = join(folders.packages, 'tensorflow', name);
    files[relative(folders.root, file)] = (await stat(file)).size;
  }
  files[join(basename(folders.addon), ADDON_FILE)] = (await stat(join(result, ADDON_FILE))).size;
  await writeFile(join(result, basename(folders.manifest)), JSON.stringify({ files }), { flush: true });
}
