import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseNet } from '../../../src-main/cli/net-option.ts';
import { recipeFrom } from '../../../src-main/cli/recipe-options.ts';
import { netFileText } from '../../../src-shared/nets/net-file.ts';
import { copyOfNet } from '../../../src-shared/nets/nets.ts';
import { temporaryFolder } from '../../store/workspace.ts';

const NET = copyOfNet('lenet-5', 'Mine');

function fileOf(text: string): string {
  const file = join(temporaryFolder(), 'net.json');
  writeFileSync(file, text);
  return file;
}

describe('--net', () => {
  it('takes the name of a built-in network or the file of any, and a recipe carries it', () => {
    expect(parseNet('vgg-16')).toBe('vgg-16');
    const net = parseNet(fileOf(netFileText(NET)));
    expect(net).toEqual(NET);
    const recipe = recipeFrom({ net, dropout: true, augment: true, set: ['optimizer.kind=adam'] });
    expect(recipe).toMatchObject({ net: NET, optimizer: { kind: 'adam' } });
  });

  it.each([
    ['{"format": "other"}', 'This is not a network'],
    [netFileText(NET).replace('"filters":6', '"filters":"6"'), 'Layer conv2d cannot be read, filters'],
  ])('says what is wrong with a file', (text, message) => {
    expect(() => parseNet(fileOf(text))).toThrow(message);
  });

  it('says why it cannot take what is neither a name nor a file', () => {
    expect(() => parseNet('alexnet-9')).toThrow(
      'There is no network alexnet-9. --net takes one of alexnet, ',
    );
    expect(() => parseNet('/nowhere/net.json')).toThrow('no such file');
  });
});
