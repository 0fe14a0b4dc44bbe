import fc from 'fast-check';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DocMap, type DocValue } from './doc-map.js';
import type { Document } from './document.js';
import { parseYaml } from './parse-yaml.js';
import { readYamlLines } from './yaml-lines.js';

/** A value with the lines it knows. */
function written(value: DocValue): unknown {
  if (value instanceof DocMap) {
    return {
      line: value.line,
      entries: [...value.entries()].map(([key, each]) => [key, value.lineOf(key), written(each)]),
    };
  }
  return Array.isArray(value) ? value.map((each: DocValue) => written(each)) : value;
}

const all = (documents: readonly Document[]) =>
  documents.map(({ value, duplicates }) => ({ value: written(value), duplicates }));

/** What js-yaml and the composer make of it; `itemLines` is what the quick reader does not give. */
function general(text: string): unknown {
  const result = parseYaml(new TextEncoder().encode(text), { maxBytes: 10_000_000, scalars: 'text', itemLines: true });
  return result.ok ? all(result.documents) : result.problem;
}

/** Null, or the same as the general reader's answer. */
function quick(text: string): unknown {
  const documents = readYamlLines(text, 1_000_000);
  return documents === null ? null : all(documents);
}

describe('what the quick reader answers is what the general reader answers', () => {
  it.each([
    'a: 1.0\n',
    'a:\n  b: c\n  d:\n    e: f\ng: h\n',
    "'@s/a@1.0.0(b@2.0.0)':\n  resolution: {integrity: sha512-x==, tarball: https://h.example/a.tgz}\n",
    "a: {node: '>=14', npm: '>= 6 || 7'}\nb: [x64, arm64]\nc: {}\nd: []\n",
    "a:\n  - b\n  - 'c d'\n  - e: f\n",
    'a:\n  - b\n  - c\nd:\n',
    "a: 'it''s'\nb: \"plain\"\n",
    'a: |-\n  one\n\n    two\n  three\nb: c\n',
    'a:\n\nb: c\n\n\nd: e',
    '---\na: b\n---\nc: d\n',
    'deprecated: see https://h.example/x#y for more, please: no\n',
    'a: b: c\n',
    'a: text # with a comment\n',
    'é: ü\n',
  ])('%j', (text) => {
    const answer = quick(text);
    if (answer !== null) expect(answer).toEqual(general(text));
  });

  it.each([
    "lockfileVersion: '9.0'\n\npackages:\n\n  a@1.0.0:\n    resolution: {integrity: sha512-x==}\n    engines: {node: '>=14'}\n    os: [linux]\n",
    'a:\n    - b\n    - c\nd:\n',
    'a: |-\n  one\n\n    two\nb: c\n',
    '---\na: b\n---\nc: d\n',
    "a: 'it''s'\nb: \"plain\"\n",
  ])('it does answer %j', (text) => {
    expect(quick(text)).not.toBeNull();
  });

  it.each([
    ['a key twice', 'a: 1\na: 2\n'],
    ['a key twice in braces', 'a: {b: 1, b: 2}\n'],
    ['a key twice among many', `${Array.from({ length: 20 }, (_, i) => `k${i}: 1`).join('\n')}\nk3: 1\n`],
    ['a merge key', '<<: {a: b}\n'],
    ['a tag', 'a: !x b\n'],
    ['an anchor', 'a: &b c\n'],
    ['an alias', 'a: *b\n'],
    ['a text on two lines', 'a: b\n  c\n'],
    ['a folded block', 'a: >-\n  b\n'],
    ['a tab', 'a:\tb\n'],
    ['a carriage return', 'a: b\r\n'],
    ['a comment', '# a\nb: c\n'],
    ['a list at the top', '- a\n'],
    ['an empty document', '---\n---\na: b\n'],
    ['an end marker', 'a: b\n...\n'],
    ['a directive', '%YAML 1.2\n---\na: b\n'],
    ['other indentation', 'a:\n    b: c\n  d: e\n'],
    ['an escape', 'a: "b\\nc"\n'],
    ['a key without a value in braces', 'a: {b}\n'],
    ['an entry in brackets', 'a: [b: c]\n'],
    ['a blank at the end', 'a: b \n'],
    ['nothing', ''],
    ['a long key', `${'a'.repeat(1100)}: b\n`],
    ['many levels', Array.from({ length: 60 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['many values', `a: [${'b, '.repeat(1_000_001)}c]\n`],
  ])('it leaves %s to the general reader', (_what, text) => {
    expect(quick(text)).toBeNull();
  });

  const piece = fc.constantFrom(
    ...[
      'a',
      'b',
      'c d',
      '1.0',
      "'x'",
      "'it''s'",
      '"y"',
      '"\\n"',
      '-',
      '- ',
      '--',
      '---',
      ':',
      ': ',
      ' :',
      '#',
      ' #',
      '{',
      '}',
      '[',
      ']',
      ', ',
    ],
    ...[
      ',',
      '|-',
      '|',
      '>-',
      '&a',
      '*a',
      '!t',
      '?',
      '? ',
      '@',
      '%',
      '`',
      '~',
      'null',
      '<<',
      "'",
      '"',
      'https://h.example/a:b',
      '=',
      '\\',
    ],
    ...[
      'é',
      '😀',
      '\t',
      '\r',
      '\u00a0',
      '\ufeff',
      '\u2028',
      '\u0000',
      '(',
      ')',
      '^1',
      '>=1',
      '*',
      '.',
      '..',
      '...',
      '/',
      ' ',
      '  ',
    ],
  );
  const content = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
  const key = fc.oneof(
    { weight: 14, arbitrary: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', "'@d'", "'e''e'", '/f@1', 'g(h)', '"i"') },
    content,
  );
  const value = fc.oneof(
    {
      weight: 9,
      arbitrary: fc.constantFrom('', ' x', " 'y z'", ' {a: b}', ' [a, b]', " {a: 'b', c: [d]}", ' |-', ' {}', ' []'),
    },
    { weight: 2, arbitrary: content.map((text) => ` ${text}`) },
    content,
  );
  const line = fc
    .tuple(
      fc.constantFrom(0, 0, 0, 2, 2, 2, 4, 4, 1),
      fc.constantFrom('', '', '', '', '', '', '- '),
      key,
      value,
      fc.constantFrom(...':::::::::'.split(''), ''),
    )
    .map(([indent, item, name, text, colon]) => `${' '.repeat(indent)}${item}${name}${colon}${text}`);
  const text = fc
    .array(fc.oneof({ weight: 9, arbitrary: line }, fc.constantFrom('', '---', ' ', '  x', '...')), { maxLength: 9 })
    .map((lines) => lines.join('\n'));

  it('on lines of every kind', () => {
    let answered = 0;
    fc.assert(
      fc.property(text, (each) => {
        const answer = quick(each);
        if (answer === null) return;
        answered++;
        expect(answer).toEqual(general(each));
      }),
      { numRuns: 20_000 },
    );
    expect(answered).toBeGreaterThan(200);
  });

  const folder = new URL('../../../../shared/data/lockfiles/pnpm-lock/', import.meta.url);
  it.skipIf(!existsSync(folder))('on the lockfiles of other projects, and on those with a byte changed', () => {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.yaml')) continue;
      const file = readFileSync(new URL(name, folder), 'utf8');
      const answer = quick(file);
      // pnpm's own lockfile locks a runtime, whose variants are a list of mappings.
      expect(answer === null).toBe(name.startsWith('pnpm/'));
      if (answer !== null) expect(answer).toEqual(general(file));
      if (file.length > 5000) continue;
      fc.assert(
        fc.property(
          fc.nat(file.length),
          fc.constantFrom(...` \n:#'"{}[],-&*!|>?%@\`ab`),
          fc.boolean(),
          (at, char, replaces) => {
            const changed = file.slice(0, at) + char + file.slice(replaces ? at + 1 : at);
            const again = quick(changed);
            if (again !== null) expect(again).toEqual(general(changed));
          },
        ),
        { numRuns: 200 },
      );
    }
  });
});
