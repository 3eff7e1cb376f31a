/**
 * Writes resources/engine-lock.json anew for the TensorFlow version below: asks pip which wheels make up every build, downloads each once (about
 * 5 GB in all, one at a time) and notes its SHA-256 and sizes. Run it when TensorFlow's version changes, then try the result.
 */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import yauzl from 'yauzl';
import { z } from 'zod';
import { pipDownloadArguments, sha256Of } from '../src-main/install/download-wheel.ts';
import {
  type EngineBuild,
  type EngineLock,
  parseEngineLock,
  type Wheel,
} from '../src-main/install/engine-lock.ts';
import { isNeeded } from '../src-main/install/unpack-wheel.ts';
import { resourcesFolder } from '../src-main/paths.ts';

const TENSORFLOW = '2.21.0';
const PYTHON = '3.11';
const LINUX_TAGS = ['manylinux_2_27', 'manylinux_2_17', 'manylinux2014', 'manylinux_2_5', 'manylinux1'];
const linux = (machine: string) => LINUX_TAGS.map((tag) => `${tag}_${machine}`);

/** Of what a requirement brings in, only TensorFlow's and NVIDIA's own packages hold something for the engine; the rest is Python. */
const PART_OF_ENGINE = /^(tensorflow|tensorflow[-_]cpu|nvidia[-_].+)$/;

const BUILDS: { platform: string; flavour: EngineBuild['flavour']; requirement: string; tags: string[] }[] = [
  { platform: 'linux-x64', flavour: 'cpu', requirement: 'tensorflow-cpu', tags: linux('x86_64') },
  { platform: 'linux-x64', flavour: 'cuda', requirement: 'tensorflow[and-cuda]', tags: linux('x86_64') },
  { platform: 'linux-arm64', flavour: 'cpu', requirement: 'tensorflow', tags: linux('aarch64') },
  { platform: 'darwin-arm64', flavour: 'cpu', requirement: 'tensorflow', tags: ['macosx_12_0_arm64'] },
];

const reportSchema = z.object({
  install: z.array(
    z.object({
      metadata: z.object({ name: z.string(), version: z.string() }),
      download_info: z.object({ url: z.string() }),
    }),
  ),
});

const scratch = await mkdtemp(join(tmpdir(), 'engine-lock-'));
try {
  const lock: EngineLock = { tensorflow: TENSORFLOW, builds: [] };
  for (const { platform, flavour, requirement, tags } of BUILDS) {
    const wheels: Wheel[] = [];
    for (const wheel of await resolve(`${requirement}==${TENSORFLOW}`, tags)) {
      console.error(`${platform} ${flavour}: ${wheel.file}`);
      wheels.push(await measure(wheel));
    }
    lock.builds.push({ platform, flavour, wheels });
  }
  const text = `${JSON.stringify(lock, undefined, 2)}\n`;
  parseEngineLock(text);
  await writeFile(join(resourcesFolder, 'engine-lock.json'), text);
} finally {
  await rm(scratch, { recursive: true });
}

type WheelName = Pick<Wheel, 'name' | 'version' | 'file'>;

async function resolve(requirement: string, tags: string[]): Promise<WheelName[]> {
  const { stdout } = await execa('python3', [
    ...[
      '-m',
      'pip',
      'install',
      '--dry-run',
      '--quiet',
      '--ignore-installed',
      '--only-binary=:all:',
      '--report=-',
    ],
    ...[`--target=${scratch}`, '--implementation=cp', `--python-version=${PYTHON}`],
    ...tags.map((tag) => `--platform=${tag}`),
    requirement,
  ]);
  return reportSchema
    .parse(JSON.parse(stdout))
    .install.map(({ metadata, download_info }) => ({
      name: metadata.name.replaceAll('_', '-'),
      version: metadata.version,
      file: decodeURIComponent(new URL(download_info.url).pathname.split('/').at(-1) ?? ''),
    }))
    .filter((wheel) => PART_OF_ENGINE.test(wheel.name))
    .sort((a, b) => b.name.localeCompare(a.name));
}

async function measure(wheel: WheelName): Promise<Wheel> {
  await execa('python3', ['-m', 'pip', ...pipDownloadArguments(wheel, scratch)], {
    env: { TMPDIR: scratch },
  });
  const file = join(scratch, wheel.file);
  const measured = {
    ...wheel,
    sha256: await sha256Of(file),
    bytes: (await stat(file)).size,
    unpackedBytes: await neededBytes(file),
  };
  await rm(file);
  return measured;
}

async function neededBytes(file: string): Promise<number> {
  const zip = await yauzl.openPromise(file);
  let bytes = 0;
  for await (const entry of zip.eachEntry()) if (isNeeded(entry.fileName)) bytes += entry.uncompressedSize;
  return bytes;
}
