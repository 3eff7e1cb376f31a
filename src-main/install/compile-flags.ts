/**
 * How the add-on is compiled. Node-API version 8 is what tfjs-node is written for; being Node-API, one build serves Node and Electron.
 * `-w`: the warnings are in TensorFlow's headers, where nobody here can mend them.
 */
export const COMPILE_FLAGS = ['-std=c++17', '-O2', '-fPIC', '-w', '-DNAPI_VERSION=8'] as const;

/** Names of TensorFlow's libraries inside the unpacked wheel's `tensorflow/` folder. */
export const TENSORFLOW_LIBRARIES =
  process.platform === 'darwin'
    ? ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib']
    : ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/** Arguments that link `objects` into `output`, which finds the libraries at `../packages/tensorflow` beside its own folder. */
export function linkArguments(objects: string[], libraryFolder: string, output: string): string[] {
  const libraries = TENSORFLOW_LIBRARIES.map((name) => `${libraryFolder}/${name}`);
  return process.platform === 'darwin'
    ? [
        '-bundle',
        '-undefined',
        'dynamic_lookup',
        ...objects,
        ...libraries,
        `-Wl,-rpath,@loader_path/${RPATH}`,
        '-o',
        output,
      ]
    : ['-shared', ...objects, ...libraries, `-Wl,-rpath,$ORIGIN/${RPATH}`, '-o', output];
}

const RPATH = '../packages/tensorflow';
