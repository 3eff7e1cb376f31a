import { describe, expect, it } from 'vitest';
import { EVOLUTION } from '../../../src-shared/lab/evolution.ts';
import { NETS } from '../../../src-shared/nets/nets.ts';

describe("the deck's table of networks", () => {
  it('has its errors in the order of the slide, falling', () => {
    const errors = EVOLUTION.map(({ deckError }) => deckError);
    expect(errors.slice(0, 6)).toEqual(['~25 %', '15.3 %', '11.7 %', '7.3 %', '6.7 %', '3.6 %']);
  });

  it('names networks that the program has', () => {
    const names = EVOLUTION.flatMap(({ net, variants }) => [net, ...variants]);
    expect(names.filter((name) => !(name in NETS))).toEqual([]);
  });
});
