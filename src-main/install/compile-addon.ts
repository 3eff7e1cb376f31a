import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { nodeApiHeadersFolder, readAddonSources } from './addon-sources.ts';
import { COMPILE_FLAGS, linkArguments } from './compile-flags.ts';
import { runCompiler } from './compiler.ts';
import { ADDON_FILE, type EngineFolders } from './engine-folders.ts';
import type { EngineBuild } from './engine-lock.ts';
import type { FileSizes } from './unpack-wheel.ts';
import { unpackedFiles } from './unpacked-wheels.ts';

/**
 * Compiles tfjs-node-gpu's add-on against the unpacked TensorFlow and puts it, with the manifest that says the engine is complete, in its
 * place by one rename. `onFraction` gets 0..1.
 */
export async function compileAddon(
  compiler: string,
  build: EngineBuild,
  folders: EngineFolders,
  onFraction: (fraction: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const scratch = await mkdtemp(join(folders.temporary, 'compile-'));
  const result = join(scratch, 'result');
  await mkdir(result);
  const sources = await copySources(scratch);
  const tensorflow = join(folders.packages, 'tensorflow');
  let done = 0;
  const run = async (parameters: string[]) => {
    await runCompiler(compiler, parameters, scratch, signal);
    done++;
    onFraction(done / (sources.length + 1));
  };
  await Promise.all(
    sources.map((source) =>
      run([...COMPILE_FLAGS, '-I.', `-I${tensorflow}/include`, '-c', source, '-o', `${source}.o`]),
    ),
  );
  const objects = sources.map((source) => `${source}.o`);
  await run(linkArguments(objects, tensorflow, join(result, ADDON_FILE)));
  await writeManifest(build, folders, result);
  await rm(folders.addon, { recursive: true, force: true });
  await rename(result, folders.addon);
}

/**
 * Copies the add-on's sources and Node-API's headers into one folder: an installed application has them inside Electron's archive, which
 * Node can read and a compiler cannot. Gives back the names of the files to compile.
 */
async function copySources(folder: string): Promise<string[]> {
  for (const name of await readdir(nodeApiHeadersFolder())) {
    await copyFile(join(nodeApiHeadersFolder(), name), join(folder, name));
  }
  const sources = readAddonSources();
  for (const { name, content } of sources) await writeFile(join(folder, name), content);
  return sources.map((source) => source.name).filter((name) => name.endsWith('.cc'));
}

async function writeManifest(build: EngineBuild, folders: EngineFolders, result: string): Promise<void> {
  const manifest: FileSizes = {};
  for (const wheel of build.wheels) {
    const isLibrary = (path: string) => /\.(so(\.\d+)*|dylib)$/.test(path);
    for (const [path, bytes] of Object.entries(unpackedFiles(folders, wheel) ?? {})) {
      if (isLibrary(path)) manifest[join(basename(folders.packages), path)] = bytes;
    }
  }
  manifest[join(basename(folders.addon), ADDON_FILE)] = (await stat(join(result, ADDON_FILE))).size;
  await writeFile(join(result, basename(folders.manifest)), JSON.stringify(manifest), { flush: true });
}
