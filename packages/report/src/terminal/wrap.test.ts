import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { count, formatCount } from './counts.js';
import { cut, pad, textWidth } from './text-width.js';
import { wrap, wrapMarked } from './wrap.js';

describe('textWidth', () => {
  it.each([
    ['abc', 3],
    ['漢字', 4],
    ['사회', 4],
    ['ｆｕｌｌ', 8],
    ['e\u0301', 1],
    ['😀', 2],
    ['żółw', 4],
    ['✓ ✗ ? – → · …', 13],
    ['', 0],
  ])('of %j is %i', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });
});

describe('cut and pad', () => {
  it('cuts to columns, never through a wide character', () => {
    expect(cut('漢字漢字', 6)).toBe('漢字…');
    expect(cut('漢字漢字', 4)).toBe('漢…');
    expect(cut('abc', 3)).toBe('abc');
    expect(cut('abc', 1)).toBe('…');
    expect(cut('abc', 0)).toBe('');
  });

  it('pads by columns', () => {
    expect(pad('漢', 4)).toBe('漢  ');
    expect(pad('7', 3, 'left')).toBe('  7');
    expect(pad('long', 2)).toBe('long');
  });
});

describe('wrap', () => {
  it('breaks at spaces and keeps the indent', () => {
    expect(wrap('one two three four five six', 22, '  ')).toEqual(['  one two three four', '  five six']);
  });

  it('breaks words that are longer than a line', () => {
    expect(wrap(`a ${'x'.repeat(45)} b`, 22, '  ')).toEqual([
      '  a',
      `  ${'x'.repeat(20)}`,
      `  ${'x'.repeat(20)}`,
      '  xxxxx b',
    ]);
  });

  it('never goes on behind a break with a colon', () => {
    for (let filler = 10; filler < 30; filler++) {
      const lines = wrap(`${'x'.repeat(filler)}:::${'y'.repeat(60)}`, 20, '');
      expect(lines.slice(1).filter((line) => line.startsWith(':'))).toEqual([]);
    }
  });

  it('puts a mark before the first line and aligns the others', () => {
    expect(wrapMarked('→', 'one two three four five six', 24, '  ')).toEqual([
      '  → one two three four',
      '    five six',
    ]);
  });

  it('keeps to the width and loses nothing but spaces', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 24, max: 100 }), (text, width) => {
        const lines = wrap(text, width, '    ');
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });
});

describe('counts', () => {
  it.each([
    [0, '0 packages'],
    [1, '1 package'],
    [999, '999 packages'],
    [1000, '1,000 packages'],
    [1234567, '1,234,567 packages'],
  ])('%i is written %s', (n, text) => {
    expect(count(n, 'package')).toBe(text);
  });

  it('takes irregular plurals', () => {
    expect(count(2, 'entry', 'entries')).toBe('2 entries');
    expect(formatCount(12345)).toBe('12,345');
  });
});
