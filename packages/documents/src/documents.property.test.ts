import fc from 'fast-check';
import { parseEvents, type Event } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { asList, asMap } from './as-value.js';
import { DocMap, type DocValue } from './doc-map.js';
import { JsonReader } from './json-reader.js';
import { LineCursor } from './line-cursor.js';
import { parseJson } from './parse-json.js';
import { parseYaml } from './parse-yaml.js';
import { YamlComposer } from './yaml-composer.js';

const encoder = new TextEncoder();
const limits = { maxBytes: 10_000_000, maxDepth: 200 };

/** Characters that YAML 1.1 and 1.2 read differently. */
const twoFaced = /[\u0085\u2028\u2029\uFEFF]/;

/** What JSON.parse would give, from what was read; keys are set so that `__proto__` is a key. */
function plain(value: DocValue): unknown {
  const list = asList(value);
  if (list !== undefined) return list.map(plain);
  const map = asMap(value);
  if (map === undefined) return value;
  const object = {};
  for (const [key, item] of map.entries()) {
    Object.defineProperty(object, key, { value: plain(item), enumerable: true, writable: true, configurable: true });
  }
  return object;
}

/** JSON values whose numbers are within what both readers accept. */
const jsonValue = fc
  .jsonValue({ maxDepth: 6, stringUnit: 'binary' })
  .filter((value) => !/[0-9]{16}/.test(JSON.stringify(value).replace(/"(?:[^"\\]|\\.)*"/g, '""')));

/** Text that is nearly JSON: valid texts with pieces cut, doubled and exchanged. */
const nearlyJson = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...'{}[]",:\\u0123456789eE+-. \n\ttrufalsn'))),
  )
  .map(([text, edits]) => edits.reduce((now, [at, char]) => splice(now, at % (now.length + 1), char), text));

function splice(text: string, at: number, char: string): string {
  return at % 2 === 0 ? text.slice(0, at) + char + text.slice(at) : text.slice(0, at) + char + text.slice(at + 1);
}

describe('parseJson', () => {
  it('agrees with JSON.parse on everything it accepts', () => {
    fc.assert(
      fc.property(fc.oneof(nearlyJson, fc.string({ unit: 'binary' })), (text) => {
        const result = parseJson(encoder.encode(text), limits);
        if (result.ok) expect(plain(result.document.value)).toEqual(JSON.parse(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('accepts what JSON.parse accepts, but for what it names as a reason', () => {
    fc.assert(
      fc.property(nearlyJson, (text) => {
        const result = parseJson(encoder.encode(text), limits);
        if (!result.ok && result.problem.problem === 'syntax') expect(() => JSON.parse(text) as unknown).toThrow();
      }),
      { numRuns: 5000 },
    );
  });

  it.each([undefined, 2, '\t'])('reads back what JSON.stringify writes, indented by %j', (indent) => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        const text = JSON.stringify(value, null, indent);
        const result = parseJson(encoder.encode(text), limits);
        expect(result).toMatchObject({ ok: true });
        if (result.ok) expect(plain(result.document.value)).toEqual(JSON.parse(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(typeof parseJson(bytes, limits).ok).toBe('boolean');
      }),
      { numRuns: 5000 },
    );
  });
});

describe('parseYaml', () => {
  it.each([undefined, 2])('reads JSON as parseJson does, indented by %j', (indent) => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const bytes = encoder.encode(JSON.stringify(value, null, indent));
        const json = parseJson(bytes, limits);
        const yaml = parseYaml(bytes, { ...limits, mergeKeys: 'keep' });
        if (!yaml.ok && yaml.problem.problem === 'ambiguous') expect(JSON.stringify(value)).toMatch(twoFaced);
        else if (json.ok && yaml.ok)
          expect(plain(yaml.documents[0]?.value ?? null)).toEqual(plain(json.document.value));
        else expect([json.ok, yaml.ok]).toEqual([false, false]);
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws, whatever the text', () => {
    const pieces = [
      'a',
      ': ',
      '- ',
      '? ',
      '\n',
      '\n  ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '&a ',
      '*a',
      '!t ',
      '|\n',
      '>-\n',
      '"',
      "'",
      '#',
    ];
    const more = ['\t', '---\n', '...\n', '%TAG ! x\n', '\uFEFF', '<<: ', '\\x', '1', '.inf', '~', '\0', '\r'];
    const text = fc.array(fc.constantFrom(...pieces, ...more), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.constantFrom('refuse', 'ignore'), fc.constantFrom(0, 3), (input, tags, maxAliases) => {
        const result = parseYaml(encoder.encode(input), { ...limits, tags, maxAliases });
        if (!result.ok) expect(result.problem.detail).toMatch(/^[A-Z].*\.$/s);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('lines', () => {
  it('of every key of indented JSON are where the key stands, in both readers', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), jsonValue, { maxKeys: 20 }), (value) => {
        const text = JSON.stringify(value, null, 1);
        const rows = text.split('\n');
        const json = parseJson(encoder.encode(text), limits);
        const yaml = parseYaml(encoder.encode(text), limits);
        const maps = [json.ok ? json.document.value : null, yaml.ok ? (yaml.documents[0]?.value ?? null) : null];
        for (const map of maps.filter((item) => item instanceof DocMap)) {
          for (const key of map.keys()) {
            expect(rows[map.lineOf(key) - 1]).toMatch(/^ "/);
            expect(rows[map.lineOf(key) - 1]?.startsWith(` ${JSON.stringify(key)}: `)).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of an offset are the line ends before it, in whatever order they are asked for', () => {
    const text = fc.array(fc.constantFrom('\n', '\r', '\r\n', 'a'), { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(80)), (input, offsets) => {
        const cursor = new LineCursor(input);
        for (const offset of offsets.map((at) => Math.min(at, input.length))) {
          const before = input.slice(0, offset);
          const open = before.endsWith('\r') && input.charAt(offset) === '\n' ? 1 : 0;
          expect(cursor.lineAt(offset)).toBe(before.split(/\r\n|\r|\n/).length - open);
        }
      }),
    );
  });
});

describe('DocMap', () => {
  it('does what a Map does, with few keys and with many', () => {
    const name = fc.constantFrom('a', 'b', 'c', '__proto__', '1', '2', '', ...'defghijklmnop');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.integer())), (pairs) => {
        const map = new DocMap(1);
        const model = new Map<string, number>();
        for (const [key, value] of pairs) {
          map.set(key, value, 1);
          model.set(key, value);
          expect([map.size, map.has(key), map.get(key)]).toEqual([model.size, true, value]);
        }
        expect([...map.entries()]).toEqual([...model]);
        expect([...map.keys()]).toEqual([...model.keys()]);
        expect(map.has('zzz')).toBe(false);
      }),
    );
  });
});

/** Counts how often a reader looks at its text. */
class CountedText extends String {
  looks = 0;

  override charCodeAt(at: number): number {
    this.looks++;
    return super.charCodeAt(at);
  }

  override slice(start: number, end?: number): string {
    const text = super.slice(start, end);
    this.looks += text.length;
    return text;
  }
}

describe('the work of reading', () => {
  const worst: Readonly<Record<string, (n: number) => string>> = {
    'empty lists': (n) => `[${'[],'.repeat(n)}[]]`,
    'empty maps': (n) => `[${'{},'.repeat(n)}{}]`,
    'deep lists': (n) => `[${'[[[[[[[[]]]]]]]],'.repeat(n)}0]`,
    'white space': (n) => `[${' \n'.repeat(n)}]`,
    'one long string': (n) => `"${'a'.repeat(n)}"`,
    'a string of escapes': (n) => `"${'\\u0041'.repeat(n)}"`,
    'a string that does not end': (n) => `"${'a\\n'.repeat(n)}`,
    'a long number': (n) => `0.${'1'.repeat(n)}`,
    'many keys': (n) => `{${Array.from({ length: n }, (_, i) => `"${i}":0`).join(',')}}`,
    'many maps with one key': (n) => `[${'{"a":0},'.repeat(n)}0]`,
    'a key again and again': (n) => `{${'"a":[0],'.repeat(n)}"a":0}`,
    'line comments': (n) => `[${'//\n'.repeat(n)}]`,
    'a long comment': (n) => `/*${'/*'.repeat(n)}*/0`,
    'a comment that does not end': (n) => `/*${'**'.repeat(n)}`,
    'slashes without a comment': (n) => `[${'/ '.repeat(n)}]`,
    'trailing commas': (n) => `[${'[0,],'.repeat(n)}]`,
    'strings with one escape at the end': (n) => `[${`"${'a'.repeat(50)}\\n",`.repeat(n)}0]`,
  };

  function looksAt(text: string): number {
    const counted = new CountedText(text);
    const extended = { trailingCommas: true, comments: true };
    const options = { maxDepth: 64, maxValues: 10_000_000, duplicateKeys: 'report', ...extended } as const;
    const reader = new JsonReader(counted as unknown as string, options);
    try {
      reader.readDocument();
    } catch {
      // Refused texts must be cheap too.
    }
    return counted.looks;
  }

  it.each(Object.entries(worst))('grows with the size: %s', (_name, make) => {
    const [small, large] = [make(2000), make(4000)];
    const growth = looksAt(large) / looksAt(small);
    expect(growth).toBeLessThan((1.05 * large.length) / small.length);
    expect(looksAt(large)).toBeLessThan(6 * large.length);
  });

  const worstYaml: Readonly<Record<string, (n: number) => string>> = {
    'a list in one line': (n) => `[${'a,'.repeat(n)}a]`,
    'flow maps': (n) => `[${'{a: b},'.repeat(n)}a]`,
    'flow pairs with long keys': (n) => `[${'[a, b, c]: d,'.repeat(n)}a]`,
    'block lists in lists': (n) => '- - - - - a\n'.repeat(n),
    'block maps': (n) => 'k:\n  a: b\n  c: |\n    text\n\n'.replaceAll('k', 'key').repeat(n),
    'one long literal': (n) => `|\n${'  a\n'.repeat(n)}`,
    'one long plain text': (n) => 'a\n'.repeat(n),
    'one long quoted text': (n) => `"${'a\\n\n '.repeat(n)}"`,
    'blank lines': (n) => `a:${'\n'.repeat(n)}`,
    comments: (n) => `${'# a\n'.repeat(n)}a`,
    documents: (n) => '---\n'.repeat(n),
    'aliases of one list': (n) => `- &a [1, 2]\n${'- *a\n'.repeat(n)}`,
    'anchors that are set again': (n) => '- &a b\n'.repeat(n),
    'text that is no YAML': (n) => `${'a: b\n'.repeat(n)}}`,
  };

  function yamlWork(text: string): number {
    const counted = new CountedText(text);
    const events = parsedEvents(text);
    const composer = new YamlComposer(counted as unknown as string, { ...generous, duplicateKeys: 'report' });
    try {
      for (const event of events) composer.add(event);
    } catch {
      // Refused texts must be cheap too.
    }
    return counted.looks + events.length;
  }

  it.each(Object.entries(worstYaml))('grows with the size: YAML, %s', (_name, make) => {
    const [small, large] = [make(1000), make(2000)];
    const [less, more] = [yamlWork(small), yamlWork(large)];
    expect(more - 2 * less).toBeLessThan(100);
    expect(more).toBeLessThan(6 * large.length);
  });
});

const generous = {
  maxDepth: 100,
  maxValues: 10_000_000,
  maxAliases: 10_000_000,
  tags: 'ignore',
  scalars: 'core',
  mergeKeys: 'keep',
  anchors: 'accept',
  itemLines: false,
  binary: 'decode',
} as const;

function parsedEvents(text: string): readonly Event[] {
  try {
    return parseEvents(text, { maxDepth: 100 });
  } catch {
    return [];
  }
}
