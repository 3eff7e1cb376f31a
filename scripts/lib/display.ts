/** Why no window can open on this machine, or null where one can. */
export function missingDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string | null {
  if (platform === 'darwin' || platform === 'win32') return null;
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? null : 'there is no display here';
}
