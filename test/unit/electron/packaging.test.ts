import { expect, it } from 'vitest';
import builder from '../../../electron-builder.json' with { type: 'json' };

it('turns off every way to make the packaged program run something else', () => {
  expect(builder.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
});

it('leaves outside of the archive what the system’s loader and compiler have to read', () => {
  expect(builder.asarUnpack).toEqual(
    expect.arrayContaining([
      '**/*.node',
      'node_modules/@img/**',
      'node_modules/@tensorflow/tfjs-node-gpu/**',
    ]),
  );
});

it('packages for Linux, macOS and Windows', () => {
  for (const platform of [builder.linux, builder.mac, builder.win]) {
    expect(platform.target.length).toBeGreaterThan(0);
  }
});
