import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNonGlibcLinuxSync } from 'detect-libc';
import { z } from 'zod';
import { AppError } from '../../src-shared/errors.ts';
import { resourcesFolder } from '../paths.ts';

/** `cuda` is TensorFlow's build for NVIDIA GPUs together with NVIDIA's own libraries; it also runs without a GPU. */
export const FLAVOURS = ['cpu', 'cuda'] as const;
export type Flavour = (typeof FLAVOURS)[number];

const wheelSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  /** Its file name, whose tags also say for which Python and platform pip has to ask. */
  file: z.string().regex(/^[\w.+-]+\.whl$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Size of the download. */
  bytes: z.int().positive(),
  /** Room that the needed part of it takes once unpacked. */
  unpackedBytes: z.int().positive(),
});

const lockSchema = z.strictObject({
  tensorflow: z.string(),
  builds: z.array(
    z.strictObject({
      platform: z.string(),
      flavour: z.enum(FLAVOURS),
      wheels: z.array(wheelSchema).min(1),
    }),
  ),
});

export type Wheel = z.infer<typeof wheelSchema>;
export type EngineLock = z.infer<typeof lockSchema>;
export type EngineBuild = EngineLock['builds'][number];

/** Checks the text of a lock file. */
export function parseEngineLock(text: string): EngineLock {
  return lockSchema.parse(JSON.parse(text));
}

/** The exact wheels that make up the engine on every supported platform: `resources/engine-lock.json`. */
export function readEngineLock(): EngineLock {
  return parseEngineLock(readFileSync(join(resourcesFolder, 'engine-lock.json'), 'utf8'));
}

/** This machine in the lock's terms, for example `linux-x64`; `linux-x64-musl` on Alpine and its like, for which TensorFlow is not built. */
export function currentPlatform(): string {
  const libc = isNonGlibcLinuxSync() ? '-musl' : '';
  return `${process.platform}-${process.arch}${libc}`;
}

/** The build for a platform and flavour; throws `unsupported` and says which there are. */
export function findBuild(lock: EngineLock, platform: string, flavour: Flavour): EngineBuild {
  const build = lock.builds.find((one) => one.platform === platform && one.flavour === flavour);
  if (build) return build;
  const known = lock.builds.map((one) => `${one.platform} (${one.flavour})`).join(', ');
  throw new AppError(
    'unsupported',
    `TensorFlow ${lock.tensorflow} is not available for ${platform} (${flavour}); it is for ${known}.`,
  );
}
