import { describe, expect, it } from 'vitest';
import { asList, asMap, asText } from './as-value.js';
import type { DocValue } from './doc-map.js';
import { parseYaml, type YamlOptions } from './parse-yaml.js';

const encoder = new TextEncoder();
const gem = { scalars: 'text', tags: 'ignore', maxAliases: 100 } as const;

function read(text: string | Uint8Array, options: Partial<YamlOptions> = {}) {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  return parseYaml(bytes, { maxBytes: 10_000_000, ...options });
}

function valuesOf(text: string | Uint8Array, options: Partial<YamlOptions> = {}): readonly DocValue[] {
  const result = read(text, options);
  if (!result.ok) throw new Error(`${result.problem.problem} on line ${result.problem.line}: ${result.problem.detail}`);
  return result.documents.map((document) => document.value);
}

function valueOf(text: string | Uint8Array, options: Partial<YamlOptions> = {}): unknown {
  const values = valuesOf(text, options);
  expect(values).toHaveLength(1);
  return plain(values[0] as DocValue);
}

function mapOf(text: string, options: Partial<YamlOptions> = {}) {
  const map = asMap(valuesOf(text, options)[0]);
  if (map === undefined) throw new Error('not a mapping');
  return map;
}

function problemOf(text: string | Uint8Array, options: Partial<YamlOptions> = {}) {
  const result = read(text, options);
  return result.ok ? undefined : result.problem;
}

/** Lists as arrays and mappings as Maps, so that no key is lost. */
function plain(value: DocValue): unknown {
  const list = asList(value);
  if (list !== undefined) return list.map(plain);
  const map = asMap(value);
  return map === undefined ? value : new Map([...map.entries()].map(([key, item]) => [key, plain(item)]));
}

describe('plain scalars by the core schema', () => {
  it.each([
    ['~', null],
    ['null', null],
    ['Null', null],
    ['NULL', null],
    ['nUll', 'nUll'],
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['tRUE', 'tRUE'],
    ['yes', 'yes'],
    ['no', 'no'],
    ['on', 'on'],
    ['off', 'off'],
    ['y', 'y'],
    ['0', 0],
    ['-0', -0],
    ['+12', 12],
    ['-12', -12],
    ['012', 12],
    ['0o14', 12],
    ['0xC', 12],
    ['-0xC', '-0xC'],
    ['0b11', '0b11'],
    ['1_000', '1_000'],
    ['12:30:45', '12:30:45'],
    ['1.5', 1.5],
    ['1.', 1],
    ['.5', 0.5],
    ['-.5', -0.5],
    ['1e3', 1000],
    ['1E-2', 0.01],
    ['1.10', 1.1],
    ['1.2.3', '1.2.3'],
    ['1e', '1e'],
    ['.', '.'],
    ['+', '+'],
    ['-', '-'],
    ['2001-12-14', '2001-12-14'],
    ['=', '='],
    ['<<', '<<'],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['NaN', 'NaN'],
    ['Infinity', 'Infinity'],
  ])('%s is %j', (text, value) => {
    expect(valueOf(text === '-' ? '"-"' : `a: ${text}`)).toEqual(text === '-' ? '-' : new Map([['a', value]]));
  });

  it.each([
    '9007199254740992',
    '-9007199254740992',
    '0x20000000000000',
    '0o400000000000000000',
    '1e999',
    '.inf',
    '-.Inf',
    '.nan',
  ])('%s is refused: no double holds it', (text) => {
    expect(problemOf(`\na: ${text}`)).toMatchObject({ problem: 'number', line: 2 });
  });

  it('a number of a million digits is refused, not searched by a pattern', () => {
    expect(problemOf('1'.repeat(1_000_000))).toMatchObject({ problem: 'number' });
    expect(valueOf('a'.repeat(1_000_000))).toHaveLength(1_000_000);
  });

  it('quoted and block scalars are always text', () => {
    expect(valueOf('[ "1", \'true\', "null", "" ]')).toEqual(['1', 'true', 'null', '']);
    expect(valueOf('|\n  1')).toBe('1\n');
  });
});

describe('plain scalars with decimal numbers alone', () => {
  it.each(['0', '7', '-7', '123456', '9007199254740991'])('%s is a number', (text) => {
    expect(valueOf(`id: ${text}`, { scalars: 'decimal' })).toEqual(new Map([['id', Number(text)]]));
  });

  it.each(['0123', '0o17', '0x10', '1e3', '123.0', '1.10', '+7', '-0', '00', '.5'])('%s is text', (text) => {
    expect(valueOf(`id: ${text}`, { scalars: 'decimal' })).toEqual(new Map([['id', text]]));
  });

  it('keeps the rest of the core schema', () => {
    expect(valueOf('[true, ~, a, "7"]', { scalars: 'decimal' })).toEqual([true, null, 'a', '7']);
  });
});

describe('plain scalars as text', () => {
  it.each(['1.10', '1.0', '012', '0x10', 'true', 'null', '~', '1e3', '9007199254740993', '.inf', 'NO'])(
    '%s stays as it was written',
    (text) => {
      expect(valueOf(`version: ${text}`, { scalars: 'text' })).toEqual(new Map([['version', text]]));
    },
  );

  it('what is not there is null, and what is empty in quotes is text', () => {
    expect(valueOf("a:\nb: ''\nc: ~\n", { scalars: 'text' })).toEqual(
      new Map<string, unknown>([
        ['a', null],
        ['b', ''],
        ['c', '~'],
      ]),
    );
  });

  it('surrounding white space and comments are no part of it', () => {
    expect(valueOf('a:   1.10   # the version\n', { scalars: 'text' })).toEqual(new Map([['a', '1.10']]));
  });
});

describe('keys', () => {
  it.each(['1.10', 'true', 'null', '~', '0x10', '__proto__', 'constructor', '"quoted"', "'single'"])(
    '%s is its source text',
    (key) => {
      const name = key.startsWith('"') || key.startsWith("'") ? key.slice(1, -1) : key;
      expect([...mapOf(`${key}: 1`).keys()]).toEqual([name]);
    },
  );

  it.each([
    ['a: 1\nb: 2\na: 3', 3],
    ['a: 1\n"a": 2', 2],
    ['\'a\': 1\n"\\x61": 2', 2],
    ['{a: 1,\n a: 2}', 2],
    ['- a: 1\n  a: 1', 2],
    ['1: a\n"1": b', 2],
    ['? a\n: 1\na: 2', 3],
    ['__proto__: 1\n__proto__: 2', 2],
  ])('twice in one mapping is refused: %j', (text, line) => {
    expect(problemOf(text)).toMatchObject({ problem: 'duplicate-key', line });
  });

  it('twice is reported where the caller asks for it, the last one kept', () => {
    const result = read('a: {x: 1}\nb: 2\na: {x: 1}\na: 3\n', { duplicateKeys: 'report' });
    expect(result.ok && result.documents[0]?.duplicates).toEqual([
      { key: 'a', line: 3, sameValue: true },
      { key: 'a', line: 4, sameValue: false },
    ]);
    expect(result.ok && asMap(result.documents[0]?.value)?.get('a')).toBe(3);
  });

  it('twice in different documents is no duplicate', () => {
    const result = read('a: 1\n---\na: 2\n', { duplicateKeys: 'report' });
    expect(result.ok && result.documents.map((document) => document.duplicates)).toEqual([[], []]);
  });

  it.each([
    '? [a]\n: 1',
    '? {a: b}\n: 1',
    '[a]: 1',
    '{a: b}: 1',
    '{[a]: 1}',
    '[[a]: 1]',
    '? - a\n: 1',
    '?\n  a: b\n: 1',
  ])('that are lists or mappings are refused: %j', (text) => {
    expect(problemOf(text)).toMatchObject({ problem: 'unsupported' });
  });

  it.each([': 1', '{: 1}', '? \n: 1', '[: 1]', '? &a\n: 1', '? !x\n: 1'])(
    'that are missing are refused: %j',
    (text) => {
      expect(problemOf(text, gem)).toMatchObject({ problem: 'unsupported' });
    },
  );

  it('that are aliases are refused', () => {
    expect(problemOf('- &a x\n- *a : 1\n', gem)).toMatchObject({ problem: 'unsupported', line: 2 });
  });

  it.each(['<<: {name: evil}', '"<<": {a: b}', 'a: &b {x: 1}\nuse:\n  <<: *b', '- <<:'])(
    'merge keys are refused, for some readers merge them: %j',
    (text) => {
      expect(problemOf(text, { maxAliases: 1 })).toMatchObject({ problem: 'ambiguous' });
    },
  );

  it('merge keys merge nothing where the caller keeps them, as with tags', () => {
    const text = 'base: &b {x: 1}\nuse:\n  <<: *b\n  y: 2\n';
    for (const options of [gem, { maxAliases: 1, mergeKeys: 'keep' }] as const) {
      const use = asMap(mapOf(text, options).get('use'));
      expect([use?.has('x'), [...(use?.keys() ?? [])]]).toEqual([false, ['<<', 'y']]);
    }
    expect(problemOf(text, { ...gem, mergeKeys: 'refuse' })).toMatchObject({ problem: 'ambiguous', line: 3 });
  });

  it.each(['!binary bmFtZQ==: evil', '? !!binary bmFtZQ==\n: evil', '{!ruby/symbol name: evil}', '! name: evil'])(
    'with a tag are refused even where tags are ignored: Psych reads other keys: %j',
    (text) => {
      expect(problemOf(`name: good\n---\n${text}`, gem)).toMatchObject({ problem: 'ambiguous' });
    },
  );

  it('forty thousand in one mapping are read (a reader that compares all pairs needs a minute)', () => {
    const text = Array.from({ length: 40_000 }, (_, i) => `k${i}: ${i}\n`).join('');
    expect(mapOf(text).get('k39999')).toBe(39_999);
    expect(problemOf(`${text}k7: 0\n`)).toMatchObject({ problem: 'duplicate-key', line: 40_001 });
  });
});

describe('!binary, as Psych wrote texts that Ruby held as bytes', () => {
  const decode = { ...gem, binary: 'decode' } as const;

  it('is read as what it stands for, keys included', () => {
    const text = '!binary "U0hBMQ==":\n  metadata.gz: !binary |-\n    ZTUy\n    NzE=\n';
    expect(valueOf(text, decode)).toEqual(new Map([['SHA1', new Map([['metadata.gz', 'e5271']])]]));
  });

  it('finds the key that stands twice, once in clear', () => {
    expect(problemOf('SHA1: a\n!binary U0hBMQ==: b\n', decode)).toMatchObject({ problem: 'duplicate-key', line: 2 });
  });

  it.each([
    ['another spelling of the same bytes', 'U0hBMR=='],
    ['what Ruby passes over', 'U0-hBMQ=='],
    ['no padding', 'U0hBMQ'],
    ['padding twice', 'U0hBMQ====U0hBMQ=='],
    ['a byte beyond ASCII', 'w6k='],
    ['a NUL', 'U0hBMQA='],
  ])('is refused for %s', (_, base64) => {
    expect(problemOf(`a: !binary "${base64}"\n`, decode)).toMatchObject({ problem: 'ambiguous' });
  });

  it.each(['!<!binary> U0hBMQ==: a', '!!binary U0hBMQ==: a', '!ruby/symbol SHA1: a'])('is no other tag: %s', (text) => {
    expect(problemOf(text, decode)).toMatchObject({ problem: 'ambiguous' });
  });
});

describe('a closing quote at the start of a line, as libyaml wrote it', () => {
  const accept = { ...gem, closingQuotes: 'accept' } as const;

  it.each([`description: 'one\n  two\n\n'\nname: rack\n`, `description: "one\n  two\n\n"\nname: rack\n`])(
    'is read where it is accepted, with every line in its place: %j',
    (text) => {
      const map = mapOf(text, accept);
      expect([map.get('description'), map.get('name'), map.lineOf('name')]).toEqual(['one two\n', 'rack', 5]);
      expect(problemOf(text, gem)).toMatchObject({ problem: 'syntax' });
    },
  );

  it('closes what it closes for libyaml: a name is not hidden behind it', () => {
    expect(valueOf(`a: 'x\n'\nname: rack\nb: 'y\n'\n`, accept)).toEqual(
      new Map([
        ['a', 'x '],
        ['name', 'rack'],
        ['b', 'y '],
      ]),
    );
    expect(problemOf(`a: 'x\n'name: rack\n`, accept)).toMatchObject({ problem: 'syntax' });
  });
});

describe('tags', () => {
  it.each([
    '!ruby/object:Gem::Specification {}',
    '!!str a',
    '!!binary aGk=',
    '!!python/object/apply:os.system [ls]',
    '!<tag:example.test,2000:x> a',
    '! a',
    '!!set {a}',
    '!!js/function "function () {}"',
  ])('are refused unless the caller ignores them: %s', (text) => {
    expect(problemOf(`\n${text}`)).toMatchObject({ problem: 'tag', line: 2 });
    expect(problemOf(`\n${text}`, gem)).toBeUndefined();
  });

  it('on keys and on nothing are refused too', () => {
    expect(problemOf('!!str a: 1')).toMatchObject({ problem: 'tag' });
    expect(problemOf('a: !!null\n')).toMatchObject({ problem: 'tag' });
  });

  it('a declared prefix is refused, and ignored where tags are', () => {
    const text = '%TAG !e! tag:example.test,2000:\n---\na: !e!foo bar\n';
    expect(problemOf(text)).toMatchObject({ problem: 'tag' });
    expect(valueOf(text, gem)).toEqual(new Map([['a', 'bar']]));
  });

  it('an undeclared prefix is an error even where tags are ignored', () => {
    expect(problemOf('a: !e!foo bar\n', gem)).toMatchObject({ problem: 'syntax', line: 1 });
  });

  it('the metadata of a gem is plain data (CVE-2017-0903)', () => {
    const map = mapOf(specification, gem);
    expect(asText(map.get('name'))).toBe('left-pad');
    expect(asText(asMap(map.get('version'))?.get('version'))).toBe('1.10');
    expect(asText(map.get('platform'))).toBe('ruby');
    const dependency = asMap(asList(map.get('dependencies'))?.[0]);
    expect(asText(dependency?.get('type'))).toBe(':runtime');
    const requirement = asMap(dependency?.get('requirement'));
    expect(dependency?.get('version_requirements')).toBe(requirement);
    expect(plain(asList(asList(requirement?.get('requirements'))?.[0]) ?? [])).toEqual([
      '>=',
      new Map([['version', '0']]),
    ]);
    expect(asText(map.get('description'))).toBe('Pads.\nLeft.\n');
    expect([map.line, map.lineOf('version'), map.lineOf('description')]).toEqual([2, 3, 18]);
  });
});

const specification = `--- !ruby/object:Gem::Specification
name: left-pad
version: !ruby/object:Gem::Version
  version: 1.10
platform: ruby
dependencies:
- !ruby/object:Gem::Dependency
  name: rake
  requirement: &1 !ruby/object:Gem::Requirement
    requirements:
    - - ">="
      - !ruby/object:Gem::Version
        version: '0'
  type: :runtime
  prerelease: false
  version_requirements: *1
date: 2017-01-01 00:00:00.000000000 Z
description: |
  Pads.
  Left.
cert_chain: []
post_install_message:
`;

describe('lines of items', () => {
  it('are told when asked for, for scalars, lists and mappings', () => {
    const text = 'names:\n  - a\n\n  - [x,\n     y]\n  -\n    k: v\n  - >\n    folded\n';
    const result = read(text, { itemLines: true });
    const document = result.ok ? result.documents[0] : undefined;
    const list = asMap(document?.value)?.get('names') ?? null;
    expect(document?.itemLines?.get(list)).toEqual([2, 4, 7, 9]);
    expect(document?.itemLines?.get(asList(list)?.[1] ?? null)).toEqual([4, 5]);
  });

  it('are not kept otherwise', () => {
    const result = read('- a\n');
    expect(result.ok && result.documents[0]).not.toHaveProperty('itemLines');
  });
});

describe('anchors', () => {
  it.each(['a: &x 1\n', '\n&x a: 1\n', 'a: &x [1]\n', 'a: &x {b: 1}\n'])('can be refused by themselves: %j', (text) => {
    expect(problemOf(text)).toBeUndefined();
    const line = text.startsWith('\n') ? 2 : 1;
    expect(problemOf(text, { anchors: 'refuse' })).toMatchObject({ problem: 'alias', line });
  });
});

describe('aliases', () => {
  const laughs = (levels: number, width: number) =>
    Array.from({ length: levels }, (_, i) => {
      const item = i === 0 ? 'lol' : `*a${i - 1}`;
      return `a${i}: &a${i} [${Array(width).fill(item).join(',')}]\n`;
    }).join('');

  it('are refused unless the caller allows some', () => {
    expect(problemOf('a: &x 1\nb: *x\n')).toMatchObject({ problem: 'alias', line: 2 });
    expect(valueOf('a: &x 1\nb: 2\n')).toBeInstanceOf(Map);
  });

  it('are counted over the whole stream', () => {
    const text = 'a: &x 1\nb: *x\nc: *x\n';
    expect(problemOf(text, { maxAliases: 2 })).toBeUndefined();
    expect(problemOf(text, { maxAliases: 1 })).toMatchObject({ problem: 'alias', line: 3 });
    expect(problemOf(`${text}---\n${text}`, { maxAliases: 3 })).toMatchObject({ problem: 'alias' });
  });

  it('share one value', () => {
    const map = mapOf('a: &x {k: [1]}\nb: *x\n', { maxAliases: 1 });
    expect(map.get('b')).toBe(map.get('a'));
  });

  it('an anchor set again names the later node', () => {
    expect(valueOf('[&x 1, *x, &x 2, *x]', { maxAliases: 2 })).toEqual([1, 1, 2, 2]);
  });

  it('an anchor on a key names its text', () => {
    expect(valueOf('&k key: *k', { maxAliases: 1 })).toEqual(new Map([['key', 'key']]));
  });

  it.each(['*x', 'a: *x\nb: &x 1', '&x 1\n---\n*x'])('without an anchor before them are refused: %j', (text) => {
    expect(problemOf(text, gem)).toMatchObject({ problem: 'alias' });
  });

  it.each(['&x [*x]', '&x {a: *x}', '&x {a: [{b: *x}]}', 'a: &x [1, &y [*x]]'])(
    'that stand inside what they name are refused: %j',
    (text) => {
      expect(problemOf(text, gem)).toMatchObject({ problem: 'alias', line: 1 });
    },
  );

  it('that would make a billion values are refused (billion laughs), though nothing is expanded', () => {
    expect(problemOf(laughs(9, 10), { maxAliases: 1000 })).toMatchObject({ problem: 'too-large' });
    expect(problemOf(laughs(5, 10), { maxAliases: 1000 })).toBeUndefined();
    expect(problemOf(laughs(5, 10), { maxAliases: 1000, maxValues: 10_000 })).toMatchObject({ problem: 'too-large' });
  });

  it('that would nest too deeply are refused', () => {
    const chain = (n: number) =>
      'a0: &a0 []\n' + Array.from({ length: n }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]\n`).join('');
    expect(problemOf(chain(62), { maxAliases: 1000 })).toBeUndefined();
    expect(problemOf(chain(63), { maxAliases: 1000 })).toMatchObject({ problem: 'too-deep' });
  });
});

describe('documents', () => {
  it.each([
    ['', []],
    ['\n\n# nothing\n', []],
    ['---\n', [null]],
    ['a\n---\nb\n', ['a', 'b']],
    ['---\na\n---\n---\nb\n...\n', ['a', null, 'b']],
    ['--- a\n...\n# more\n--- b', ['a', 'b']],
    ['%YAML 1.2\n---\na\n', ['a']],
    ['"quoted: [scalar"', ['quoted: [scalar']],
  ])('%j has the documents %j', (text, values) => {
    expect(valuesOf(text)).toEqual(values);
  });

  it.each(['\n', '\r', '\r\n'])(
    'more than a thousand of them are refused before they are read, parted by %j',
    (end) => {
      expect(valuesOf(`---${end}`.repeat(1000))).toHaveLength(1000);
      expect(problemOf(`---${end}`.repeat(1001))).toMatchObject({ problem: 'too-large', line: 1001 });
      expect(problemOf(`a: |${end}  ---${end}`.repeat(2))).toMatchObject({ problem: 'duplicate-key' });
      expect(valuesOf(`a: |${end}${`  ---${end}`.repeat(2000)}`)).toHaveLength(1);
    },
  );

  it('a byte order mark at the start is skipped, and lines stay right', () => {
    expect(mapOf('\uFEFFa: 1\nb: 2\n').lineOf('b')).toBe(2);
  });

  it('a byte order mark at the start is refused with tags: to libyaml it is a column', () => {
    const text = '\uFEFFa: |-\n name: evil\n';
    expect(problemOf(text, gem)).toMatchObject({ problem: 'encoding', line: 1 });
    expect(problemOf(text, { ...gem, bom: 'accept' })).toBeUndefined();
    expect(problemOf(text, { bom: 'refuse' })).toMatchObject({ problem: 'encoding' });
  });

  it.each(['%YAML 2.0\n---\na', '%YAML 1.2\n%YAML 1.2\n---\na', '%YAML 1.2\na', '%TAG ! x ! y\n---\na'])(
    'a directive out of place is refused: %j',
    (text) => {
      expect(problemOf(text)).toMatchObject({ problem: 'syntax' });
    },
  );
});

describe('what is not YAML', () => {
  it.each([
    ['a: b: c', 1],
    ['a: 1\n b: 2', 2],
    ['a:\n\t- b', 2],
    ['a:\n\tb: c', 2],
    ['[a, b', 1],
    ['[a,, b]', 1],
    ['[a]]', 1],
    ['{a: b', 1],
    ['{a: b}}', 1],
    ['"a', 1],
    ["'a", 1],
    ['"\\q"', 1],
    ['"\\xZZ"', 1],
    ['a: "b\n---\nc"', 2],
    ['a: 1\n"b', 2],
    ['@a', 1],
    ['`a', 1],
    ['a: %b', 1],
    ['&', 1],
    ['&a &b c', 1],
    ['!a !b c', 1],
    ['- - a\n - b', 2],
    ['a: |x\n  b', 1],
    ['a: |0\n  b', 1],
    ['key: [a\nb: c]', 2],
    ['a: "\u0001"', 1],
    ['a: \u0001', 1],
    ['a\0b', 1],
    ['a: b\n\0', 2],
    ['a: 1\n}', 2],
    ['%', 1],
  ])('%j is refused on line %d', (text, line) => {
    const problem = problemOf(text, gem);
    expect(problem).toMatchObject({ problem: 'syntax' });
    expect(Math.abs((problem?.line ?? 0) - line)).toBeLessThanOrEqual(1);
  });

  it.each([
    ['"\\uD800"', 'encoding'],
    ['"\\uDC00\\uD800"', 'encoding'],
    ['"\\UFFFFFFFF"', 'syntax'],
    ['"\\U00110000"', 'syntax'],
    ['"\\\\\\U00110000"', 'syntax'],
    ['? "\\uD800"\n: 1', 'encoding'],
  ])('an escape that stands for no character is refused: %s', (text, problem) => {
    expect(problemOf(text)).toMatchObject({ problem, line: 1 });
  });

  it('an escape of a character is read', () => {
    expect(valueOf('"\\U0001F600 \\uD83D\\uDE00 \\\\U00110000 \\x41"')).toBe('😀 😀 \\U00110000 A');
  });

  it('bytes that are not UTF-8 are refused on their line', () => {
    expect(problemOf(new Uint8Array([0x61, 0x0a, 0xff]))).toMatchObject({ problem: 'encoding', line: 2 });
    expect(problemOf(new Uint8Array([0xff, 0xfe, 0x61, 0]))).toMatchObject({ problem: 'encoding', line: 1 });
    expect(problemOf(new Uint8Array([0x61, 0, 0x62, 0]))).toMatchObject({ problem: 'syntax', line: 1 });
  });
});

describe('what YAML 1.1 reads differently', () => {
  const hidden = (char: string) => [
    `name: good\n# a comment${char}name: evil\n`,
    `description: |\n  text${char}name: evil\n`,
    `description: "text${char}--- evil"\n`,
    `name: good${char}x: y\n`,
    `a: 1\n${char}name: evil\n`,
  ];

  it.each([
    ['next line', '\u0085'],
    ['line separator', '\u2028'],
    ['paragraph separator', '\u2029'],
    ['byte order mark', '\uFEFF'],
  ])('%s: a line end or nothing to libyaml, text to others: refused', (_name, char) => {
    for (const text of hidden(char)) expect(problemOf(text, gem)).toMatchObject({ problem: 'ambiguous' });
  });

  it.each(['[a, :b]', '{:a: b}', "[!t :'a b']", '{a: :b}'])(
    'a colon before a text in a flow collection is an entry without a key to libyaml: refused: %j',
    (text) => {
      expect(problemOf(text, gem)).toMatchObject({ problem: 'ambiguous' });
    },
  );

  it.each(['---packages: {}\n', 'a: 1\n---b: 2\n', 'a: 1\r---- c\n', '---#'])(
    'a document marker glued to a text starts a document to js-yaml 4: refused: %j',
    (text) => {
      expect(problemOf(text)).toMatchObject({ problem: 'ambiguous' });
    },
  );

  it('neither a certificate nor a marker is glued', () => {
    expect(valueOf('--- |\n  -----BEGIN CERTIFICATE-----\n')).toBe('-----BEGIN CERTIFICATE-----\n');
    expect(valuesOf('---\ta\n---\r\nb\n---')).toEqual(['a', 'b', null]);
    expect(valueOf('a: ---b')).toEqual(new Map([['a', '---b']]));
  });

  it('is read where it is escaped', () => {
    expect(valueOf('"\\N\\L\\P\\uFEFF"')).toBe('\u0085\u2028\u2029\uFEFF');
  });

  it.each(['&a: b', '- &a.b x', '[&a* x]', '&ä x', `&${'a'.repeat(101)} x`, '- &a 1\n- *a:'])(
    'anchors with names that YAML 1.1 does not know are refused: %j',
    (text) => {
      expect(problemOf(text, gem)).toMatchObject({ problem: 'ambiguous' });
    },
  );
});

describe('how a value was written', () => {
  const map = mapOf('a: !x 1\nb: &n !y {c: !z 2}\nd: *n\ne: 3\nf: [!w 4]\n', gem);

  it('is told by key: its tag, or that it is an alias', () => {
    expect(['a', 'b', 'd', 'e', 'f', 'zzz'].map((key) => map.decorationOf(key))).toEqual([
      { tag: '!x' },
      { tag: '!y' },
      { alias: true },
      undefined,
      undefined,
      undefined,
    ]);
    expect(asMap(map.get('b'))?.decorationOf('c')).toEqual({ tag: '!z' });
  });

  it('is told of the value that was kept', () => {
    const twice = mapOf('a: !x 1\na: 2\nb: 1\nb: !y 2\n', { ...gem, duplicateKeys: 'report' });
    expect([twice.decorationOf('a'), twice.decorationOf('b')]).toEqual([undefined, { tag: '!y' }]);
  });
});

describe('caps', () => {
  it('refuses one byte more than allowed', () => {
    expect(problemOf('abc', { maxBytes: 3 })).toBeUndefined();
    expect(problemOf('abc', { maxBytes: 2 })).toMatchObject({ problem: 'too-large' });
  });

  it.each([
    ['[', ']'],
    ['{a: ', '}'],
    ['- ', ''],
    ['[{a: ', '}]'],
    ['[a: ', ']'],
  ])('reads 64 levels of %j and refuses 65', (open, close) => {
    const levels = open.startsWith('[{') || open.startsWith('[a') ? 32 : 64;
    const nest = (n: number) => `${open.repeat(n)}x${close.repeat(n)}`;
    expect(problemOf(nest(levels))).toBeUndefined();
    expect(problemOf(nest(levels + 1))).toMatchObject({ problem: 'too-deep', line: 1 });
  });

  it.each(['[', '{a: ', '- ', '? ', '[[a]: ', '[{a: '])(
    'refuses a depth bomb of %j however deep the caller allows',
    (unit) => {
      const problem = problemOf(unit.repeat(200_000), { maxDepth: Number.MAX_SAFE_INTEGER });
      expect(['too-deep', 'unsupported']).toContain(problem?.problem);
    },
  );

  it('refuses a document of more values than allowed before it is parsed', () => {
    expect(problemOf('[a,b,c]', { maxValues: 4 })).toBeUndefined();
    expect(problemOf('[a,b,c]', { maxValues: 2 })).toMatchObject({ problem: 'too-large' });
    expect(problemOf('- a\n'.repeat(100), { maxValues: 99 })).toMatchObject({ problem: 'too-large' });
  });

  it('does not repeat long keys, tags and anchors in its message', () => {
    const long = 'k'.repeat(100_000);
    const texts = [
      `${long}: 1\n${long}: 2`,
      `!${long} a`,
      `*${long}`,
      `&${long} a`,
      `!e!${long} a`,
      `!<${long}\u00e9> a`,
    ];
    for (const text of texts) expect(problemOf(text, { maxAliases: 1 })?.detail.length).toBeLessThan(250);
  });
});

describe('lines', () => {
  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('are counted at %s', (_name, end) => {
    const text = [
      '# lock',
      'a:',
      '  b: |',
      '    text',
      '',
      '    more',
      '  c: [1,',
      '    2]',
      'd:',
      '- e: 1',
      '  f: 2',
      '',
    ].join(end);
    const map = mapOf(text);
    const first = asMap(map.get('a'));
    const item = asMap(asList(map.get('d'))?.[0]);
    expect([map.line, map.lineOf('a'), first?.line, first?.lineOf('b'), first?.lineOf('c')]).toEqual([2, 2, 3, 3, 7]);
    expect([map.lineOf('d'), item?.line, item?.lineOf('f')]).toEqual([9, 10, 11]);
    expect(first?.get('b')).toBe('text\n\nmore\n');
  });

  it('of keys in the second document go on counting', () => {
    expect(asMap(valuesOf('a: 1\n---\nb: 2\nc: 3\n')[1])?.lineOf('c')).toBe(4);
  });
});

describe('lists with items that readers which honour tags see otherwise', () => {
  const decorated = (text: string): unknown => {
    const result = parseYaml(new TextEncoder().encode(text), { maxBytes: 1000, tags: 'ignore', maxAliases: 5 });
    return result.ok ? [...(result.documents[0]?.decoratedLists ?? [])] : result.problem;
  };

  it('are told: by a tag, by an alias, however deep', () => {
    expect(decorated('- !binary YQ==\n- b\n')).toEqual([['YQ==', 'b']]);
    expect(decorated('- - c\n  - !x d\n')).toEqual([['c', 'd']]);
    expect(decorated('- &a b\n- *a\n')).toEqual([['b', 'b']]);
  });

  it('are none where tags stand on mappings’ values, or on the document itself', () => {
    expect(decorated('--- !ruby/object:Gem::Specification\n- a\n')).toEqual([]);
    expect(decorated('--- !x a\n')).toEqual([]);
    expect(decorated('a: !x b\n')).toEqual([]);
  });
});
