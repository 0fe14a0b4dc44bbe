/**
 * THREATS rows 34 to 36: whatever strangers call their packages, files, versions and findings, every output says it and does nothing
 * else. A new output is a line in `testing/sinks.ts`.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillSlot, hostileInput, slots } from './testing/hostile-report.js';
import { naughtyStrings } from './testing/naughty-strings.js';
import { sinks } from './testing/sinks.js';

/** Several attacks that need each other: what one text opens, the next one closes. */
const pairs: readonly (readonly string[])[] = [
  ['`', '`', '``', '` https://evil.example `'],
  ['<!--', '-->', '<b>'],
  ['<a href="', '">x</a>', 'https://evil.example'],
  ['[', '](https://evil.example)', ']', '(https://evil.example)'],
  ['![', '](', 'https://evil.example', ')'],
  ['"', '",', '":', '{"'],
  ['::', 'error', '::x', ':'],
  ['#', '#[error]', '##'],
  ['<![CDATA[', ']]>', '<x>'],
  ['<details>', '</details>', '<summary>', '</summary>'],
  ['\ud83d', '\ude00', '\ud83d'],
  ['|', '---', '| - |', ':-:'],
  ['$', '$`', '`$', '$$'],
  ['<scr', 'ipt>', '</scr', 'ipt>'],
];

describe.each(sinks)('$name', ({ render, problems }) => {
  it('holds nothing that is not ours, with all naughty strings everywhere', () => {
    for (let i = 0; i < naughtyStrings.length; i += 10) {
      const texts = naughtyStrings.slice(i, i + 10);
      expect(problems(render(hostileInput(texts))), JSON.stringify(texts)).toEqual([]);
    }
  });

  it('holds nothing that is not ours where texts need each other', () => {
    for (const texts of pairs) expect(problems(render(hostileInput(texts))), JSON.stringify(texts)).toEqual([]);
  });

  it('holds nothing that is not ours for any texts', () => {
    const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom(...naughtyStrings));
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 10 }), (texts) => {
        expect(problems(render(hostileInput(texts)))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe.each(slots)('a naughty string as %s alone', (slot) => {
  /** One of each kind: what hides, what is a command, a link, a tag, a break, a cell. */
  const telling = [
    'x\n::add-mask::a',
    '\u001b]8;;https://evil.example\u0007x',
    '[x](https://evil.example)',
    'https://evil.example',
    '</script><script>alert(1)</script>',
    '`](x)|@someone #1 $x$ :x:',
    '"><img src=x onerror=alert(1)>',
    '\u202e\u2028\ud800\u0000',
    ']]>',
    'a,file=b::c',
  ];

  it.each(sinks)('is harmless in: $name', ({ render, problems }) => {
    for (const text of telling) expect(problems(render(fillSlot(slot, text))), text).toEqual([]);
  });
});

describe('the table', () => {
  it('has more than 500 naughty strings', () => {
    expect(new Set(naughtyStrings).size).toBe(naughtyStrings.length);
    expect(naughtyStrings.length).toBeGreaterThan(500);
  });

  it('would notice: each sink has problems with a text that is not escaped', () => {
    const raw = '\n::add-mask::a\n##[error]b\n[x](https://evil.example) <b>@someone</b>\n"}\u001b[31m';
    for (const { name, render, problems } of sinks.filter(({ isRaw }) => isRaw !== true)) {
      const output = render(hostileInput(['word']));
      const told = (() => {
        try {
          return problems(output.replaceAll('word', () => raw));
        } catch (error) {
          return [String(error)];
        }
      })();
      expect(told.length, name).toBeGreaterThan(0);
    }
  });
});
