import { expect, test } from 'vitest';
import { suggest } from '../../../src-shared/runs-query/suggest.ts';

const VALUES: Readonly<Record<string, readonly string[]>> = {
  net: ['alexnet', 'alexnet-bn', 'zfnet'],
  dataset: ['my cats'],
};

/** What the text becomes with each suggestion at `|`. */
function offered(marked: string): string[] {
  const [before = '', after = ''] = marked.split('|');
  const text = before + after;
  return suggest(text, before.length, ({ name }) => VALUES[name] ?? []).map(
    ({ insert, from, to }) => text.slice(0, from) + insert + text.slice(to),
  );
}

test('a word that is begun may become a name with its operator', () => {
  expect(offered('lea|')).toEqual(['learningRate>']);
  expect(offered('lr|')).toEqual(['lr>']);
  expect(offered('net:alexnet sta|')).toEqual([
    'net:alexnet starred',
    'net:alexnet status:',
    'net:alexnet start:',
  ]);
  expect(offered('-arch| x')).toEqual(['-archived x']);
  expect(offered('nothinglikeit|')).toEqual([]);
});

test('after an operator the values that runs have are offered', () => {
  expect(offered('net:al| starred')).toEqual(['net:alexnet starred', 'net:alexnet-bn starred']);
  expect(offered('net:alexnet,z|')).toEqual(['net:alexnet,zfnet']);
  expect(offered('dataset:|')).toEqual(['dataset:"my cats"', 'dataset:none']);
  expect(offered('crop:y|')).toEqual(['crop:yes']);
});

test('nothing is offered between words, in quotes and behind unknown names', () => {
  expect(offered('net:alexnet |')).toEqual([]);
  expect(offered('"lea|')).toEqual([]);
  expect(offered('nobody:a|')).toEqual([]);
});
