import { DocMap, parseYaml } from '@assay/documents';
import { describe, expect, it } from 'vitest';
import { lineAt, plainData, type LocatedDocument, type Path } from './locate.js';

const text = `# comment
a: 1
list:
  - x

  - y
  - k: 1
    l: 2
  -
    - deep
    - deeper
flow: [p, {q: r},
  s]
empty: {}
nothing:
`;

function located(): LocatedDocument {
  const result = parseYaml(new TextEncoder().encode(text), { maxBytes: 1000, itemLines: true });
  const document = result.ok ? result.documents[0] : undefined;
  if (!(document?.value instanceof DocMap)) throw new Error('not a mapping');
  return { root: document.value, itemLines: document.itemLines ?? new Map() };
}

describe('the line', () => {
  const cases: readonly (readonly [Path, number])[] = [
    [[], 2],
    [['a'], 2],
    [['list'], 3],
    [['list', 0], 4],
    [['list', 1], 6],
    [['list', 2], 7],
    [['list', 2, 'l'], 8],
    [['list', 3, 1], 11],
    [['flow', 1, 'q'], 12],
    [['flow', 2], 13],
    [['nothing'], 15],
  ];
  it.each(cases)('of %j is %d', (path, line) => {
    expect(lineAt(located(), path)).toBe(line);
  });

  const missing: readonly (readonly [Path, number])[] = [
    [['none'], 2],
    [['none', 'deeper'], 2],
    [['a', 'b'], 2],
    [['list', 7], 3],
    [['list', 2, 'none'], 7],
    [['list', 2, 'none', 'deeper'], 7],
    [['empty', 'none'], 14],
    [['nothing', 0], 15],
    [['__proto__'], 2],
  ];
  it.each(missing)('of %j, which is not there, is that of what should hold it: %d', (path, line) => {
    expect(lineAt(located(), path)).toBe(line);
  });
});

describe('plain data', () => {
  it('has lists, values, and mappings without a prototype', () => {
    const data = plainData(located().root) as Record<string, unknown>;
    expect(JSON.parse(JSON.stringify(data))).toEqual({
      a: 1,
      list: ['x', 'y', { k: 1, l: 2 }, ['deep', 'deeper']],
      flow: ['p', { q: 'r' }, 's'],
      empty: {},
      nothing: null,
    });
    expect(Object.getPrototypeOf(data)).toBeNull();
  });

  it('keeps a key called __proto__ as a key', () => {
    const map = new DocMap(1);
    map.set('__proto__', 'x', 1);
    expect(Object.keys(plainData(map) as object)).toEqual(['__proto__']);
  });
});
