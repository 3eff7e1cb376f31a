import { expect, test } from 'vitest';
import { pipDownloadArguments } from '../../../src-main/install/download-wheel.ts';

test("pip is asked for the wheel's own tags, whatever Python runs it", () => {
  const wheel = {
    name: 'tensorflow',
    version: '2.21.0',
    file: 'tensorflow-2.21.0-cp311-cp311-manylinux_2_27_aarch64.whl',
  };
  expect(pipDownloadArguments(wheel, '/there')).toEqual(
    expect.arrayContaining([
      '--python-version=3.11',
      '--abi=cp311',
      '--platform=manylinux_2_27_aarch64',
      '--dest=/there',
      'tensorflow==2.21.0',
    ]),
  );
});

test('a wheel without Python code of one version is asked for with all its platforms', () => {
  const file = 'nvidia_nvjitlink_cu12-12.9.86-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl';
  expect(pipDownloadArguments({ name: 'nvidia-nvjitlink-cu12', version: '12.9.86', file }, '/there')).toEqual(
    expect.arrayContaining([
      '--abi=none',
      '--platform=manylinux2010_x86_64',
      '--platform=manylinux_2_12_x86_64',
    ]),
  );
});
