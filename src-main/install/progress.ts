/** How far an installation is; `fraction` is 0..1 of that phase over all wheels, `message` a sentence for people. */
export type InstallProgress =
  | { phase: 'wait'; message: string }
  | { phase: 'download'; fraction: number; bytes: number; totalBytes: number; message: string }
  | { phase: 'unpack'; fraction: number; bytes: number; totalBytes: number; message: string }
  | { phase: 'compile'; fraction: number; message: string };

export type OnInstallProgress = (progress: InstallProgress) => void;

/** A size as people read it: `274 MB`, `3.1 GB`. */
export function sizeText(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`;
}
