import { describe, expect, it } from 'vitest';
import { nearestWord } from './near-word.js';

const words = ['pin-strength', 'source', 'registry-digest', 'code', 'url'];

describe('the nearest word', () => {
  it.each([
    ['pin-strenght', 'pin-strength'],
    ['pin_strength', 'pin-strength'],
    ['PIN-STRENGTH', 'pin-strength'],
    ['pinstrengh', 'pin-strength'],
    ['sorce', 'source'],
    ['sources', 'source'],
    ['codes', 'code'],
    ['cod', 'code'],
    ['urls', 'url'],
    ['uri', 'url'],
    ['ulr', 'url'],
    ['sourec', 'source'],
    ['u', null],
    ['ur', 'url'],
  ])('to %s is %s', (given, word) => {
    expect(nearestWord(given, words)).toBe(word);
  });

  it.each(['', 'x', 'archive-safety', 'pin', 'sauerkraut', 'abc'])('to %j is none', (given) => {
    expect(nearestWord(given, words)).toBeNull();
  });

  it('is the first of several that are equally near', () => {
    expect(nearestWord('bat', ['cat', 'hat', 'bat2'])).toBe('cat');
    expect(nearestWord('cats', ['rats!', 'cat', 'bats'])).toBe('cat');
  });

  it('is at most two edits away, and one for up to three characters', () => {
    expect(nearestWord('registry-dige', words)).toBe('registry-digest');
    expect(nearestWord('registry-dig', words)).toBeNull();
    expect(nearestWord('cxxe', ['code'])).toBe('code');
    expect(nearestWord('cxx', ['cab'])).toBeNull();
  });

  it('counts neighbours that changed places as one edit, and nothing else so', () => {
    expect(nearestWord('ba', ['ab'])).toBe('ab');
    expect(nearestWord('ab', ['ba', 'ab'])).toBe('ab');
    expect(nearestWord('ab', ['xa'])).toBeNull();
    expect(nearestWord('ab', ['bx'])).toBeNull();
  });

  it('is not looked for in long texts', () => {
    const long = 'a'.repeat(65);
    expect(nearestWord(long, [long])).toBeNull();
    expect(nearestWord('a'.repeat(64), ['a'.repeat(63)])).toBe('a'.repeat(63));
  });
});
