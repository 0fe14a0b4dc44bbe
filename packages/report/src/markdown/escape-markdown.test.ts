import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeTerminal } from '../terminal/escape-terminal.js';
import { markdownProblems, parseGfm, seenText, visit } from '../testing/markdown-oracle.js';
import { naughtyStrings } from '../testing/naughty-strings.js';
import { escapeMarkdown, markdownCode } from './escape-markdown.js';

/** Inline places of a document, each around a text. */
const places: readonly ((text: string) => string)[] = [
  (text) => `${text}\n`,
  (text) => `before ${text} after\n`,
  (text) => `**said: ${text}.** after\n`,
  (text) => `- ${text}\n`,
  (text) => `- item\n\n  ${text}\n- item\n`,
  (text) => `first\n${text}\nlast\n`,
  (text) => `| head | head |\n| --- | --- |\n| ${text} | cell |\n`,
  (text) => `<details>\n<summary>More</summary>\n\n${text}\n\n</details>\n`,
];

const pieces = [
  ...'`|[]()!<>@#:$&*_~^\\/-+=%{}"\' \n\t.,;?0123456789ab',
  '``',
  '```',
  '](',
  '![',
  '](http://evil.example)',
  'http://',
  'www.',
  'x@evil.example',
  '@everyone',
  '#12',
  'GH-1',
  ':x:',
  '$`',
  '`$',
  '\\`',
  '\\|',
  '&lt;',
  '<!--',
  '-->',
  '<b>',
  '[^1]',
  '[^1]: note',
  '> [!WARNING]',
  '---',
  '\n===\n',
  '\n\n',
  '# ',
  '1. ',
  'word',
  'deadbeef',
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(...naughtyStrings),
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((some) => some.join('')),
);

function problemsIn(text: string): readonly string[] {
  return places.flatMap((place) => markdownProblems(place(text)));
}

describe('escapeMarkdown', () => {
  it.each([
    ['left-pad is locked without a digest.', 'left-pad is locked without a digest.'],
    ['left-pad-1.0.0.tgz is locked without a digest.', '`left-pad-1.0.0.tgz` is locked without a digest.'],
    ['locked sha512-AAAA, received sha512-BBBB.', 'locked `sha512-AAAA`, received `sha512-BBBB`.'],
    ['set `harden` there, or `a b`', 'set `harden` there, or `a b`'],
    ['see [this](https://evil.example) now', 'see `[this](https://evil.example)` now'],
    ['![x](https://evil.example/x.png)', '`![x](https://evil.example/x.png)`'],
    ['www.evil.example or mailto:a@evil.example', '`www.evil.example` or `mailto:a@evil.example`'],
    ['ask @someone about #12, GH-12 and a/b#3', 'ask `@someone` about `#12, GH-12` and `a/b#3`'],
    ['it is :x: and $x$', 'it is `:x`: and `$x$`'],
    ['<img src=x>', '`<img src=x>`'],
    ['a|b', '`a`\\|`b`'],
    ['a`b', '`a\\u{60}b`'],
    ['# heading', '`#` heading'],
    ['1. one', '`1`. one'],
    ['1) one (2) 30', '`1`) one `(2)` 30'],
    ['- item', '`-` item'],
    ['a\n===\nb', '`a\\u{a}===\\u{a}b`'],
    ['(www. and www', '(`www`. and `www`'],
    ['installed (node_modules, gems)', 'installed (`node_modules`, gems)'],
    ['run `bundle lock --add-checksums`).', 'run `bundle lock --add-checksums`).'],
    ['is a_b(c) or (a_b(c))', 'is `a_b(c)` or `(a_b(c))`'],
    ['a · b', 'a · b'],
    ['of effaced deadbeef', 'of `effaced deadbeef`'],
    ['user\u202egpj.exe', '`user\\u{202e}gpj.exe`'],
    ['żółw 漢字 30 days', 'żółw 漢字 30 days'],
    ['', ''],
  ])('shows %j as %j', (text, shown) => {
    expect(escapeMarkdown(text)).toBe(shown);
  });

  it('makes no link, image, tag, heading, list, mention or reference of any naughty string', () => {
    const broken = naughtyStrings.flatMap((text) =>
      [escapeMarkdown(text), markdownCode(text)].flatMap((shown) =>
        problemsIn(shown).map((problem) => [text, problem]),
      ),
    );
    expect(broken).toEqual([]);
  });

  it('makes nothing but words and code of any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(problemsIn(escapeMarkdown(text))).toEqual([]);
        expect(problemsIn(markdownCode(text))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('starts no block, wherever the text stands', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const kinds: string[] = [];
        visit(parseGfm(`${escapeMarkdown(text)}\n`), (node) => kinds.push(node.type));
        const blocks = kinds.filter((kind) => kind !== 'text' && kind !== 'inlineCode');
        expect(blocks.length <= 2 && blocks.every((kind) => kind === 'root' || kind === 'paragraph')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('loses nothing but spaces that pages do not show, and the marks of code', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const bare = (some: string) => some.replaceAll(/\\u\{60\}|[` ]/gu, '');
        expect(bare(seenText(escapeMarkdown(text)))).toBe(bare(escapeTerminal(text)));
      }),
      { numRuns: 500 },
    );
  });

  it('cuts long texts', () => {
    expect(escapeMarkdown('abcdef', 3)).toBe('`abc…`');
  });
});

describe('markdownCode', () => {
  it.each([
    ['left-pad 1.0.0', '`left-pad 1.0.0`'],
    ['`', '`\\u{60}`'],
    ['|', '\\|'],
    [' a ', '`  a  `'],
    ['   ', '`   `'],
    ['', ''],
  ])('shows %j as %j', (text, shown) => {
    expect(markdownCode(text)).toBe(shown);
  });
});

describe('what our sentences name between backticks', () => {
  it.each([
    [
      'install without scripts (`--ignore-scripts`; gems run theirs).',
      'install without scripts (`--ignore-scripts`; gems run theirs).',
    ],
    ['a#b (`c`)', '`a#b` (`c`)'],
    ['[x](`c`)', '`[x](\\u{60}c\\u{60})`'],
  ])('is code in brackets too: %s', (text, shown) => {
    expect(escapeMarkdown(text)).toBe(shown);
  });
});
