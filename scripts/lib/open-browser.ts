import { execa } from 'execa';

/** Opens the address in the user's browser; false where that is not possible. */
export async function openBrowser(address: string): Promise<boolean> {
  const [command, ...before] = opener(process.platform);
  const result = await execa(command, [...before, address], {
    reject: false,
    stdio: 'ignore',
    timeout: 10_000,
  });
  return !result.failed;
}

function opener(platform: NodeJS.Platform): [string, ...string[]] {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return ['xdg-open'];
}
