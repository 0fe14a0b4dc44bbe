import { describe, expect, test } from 'vitest';
import { PathIndex, type PathKind, type PathMeeting } from './path-index.js';

type Step = readonly [key: string, kind: PathKind];

/** What adding the last of these paths found. */
function last(...steps: readonly Step[]): PathMeeting {
  const index = new PathIndex();
  const met = steps.map(([key, kind], entry) => index.add(key, kind, entry));
  return met.at(-1) ?? { problems: [] };
}

const kinds: readonly PathKind[] = ['file', 'link', 'folder'];

describe('two entries of one path', () => {
  const expected: Readonly<Record<string, PathMeeting>> = {
    'file, then file': { problems: [], same: 0 },
    'file, then link': { problems: ['path-conflict'] },
    'file, then folder': { problems: ['path-conflict'] },
    'link, then file': { problems: ['duplicate-different'] },
    'link, then link': { problems: [], same: 0 },
    'link, then folder': { problems: ['duplicate-different'] },
    'folder, then file': { problems: ['path-conflict'] },
    'folder, then link': { problems: ['through-link'] },
    'folder, then folder': { problems: [] },
  };

  test.each(kinds.flatMap((first) => kinds.map((second) => [first, second] as const)))(
    '%s, then %s',
    (first, second) => {
      expect(last(['a', first], ['a', second])).toEqual(expected[`${first}, then ${second}`]);
      expect(last(['x/a', first], ['x/a', second])).toEqual(expected[`${first}, then ${second}`]);
    },
  );
});

describe('two entries that differ by case', () => {
  const expected = (first: PathKind, second: PathKind): readonly string[] => {
    if (first === 'link' || second === 'link') return ['through-link'];
    if (first !== second) return ['path-conflict-folded'];
    return first === 'file' ? ['path-collision'] : [];
  };

  test.each(kinds.flatMap((first) => kinds.map((second) => [first, second] as const)))(
    '%s, then %s',
    (first, second) => {
      const met = { problems: expected(first, second), folded: 'A' };
      expect(last(['A', first], ['a', second])).toEqual(met);
      expect(last(['a', first], ['A', second])).toEqual({ ...met, folded: 'a' });
      expect(last(['A', first], ['é', 'file'], ['a', second])).toEqual(met);
    },
  );

  test('are compared with the first of several', () => {
    expect(last(['AB', 'file'], ['Ab', 'file'], ['aB', 'file'])).toEqual({
      problems: ['path-collision'],
      folded: 'AB',
    });
    expect(last(['AB', 'link'], ['Ab', 'file'], ['aB', 'file'])).toEqual({ problems: ['through-link'], folded: 'AB' });
  });
});

describe('the folders above an entry', () => {
  test.each<readonly [string, readonly Step[], readonly string[]]>([
    [
      'are files',
      [
        ['a', 'file'],
        ['a/b', 'file'],
      ],
      ['path-conflict'],
    ],
    [
      'are links',
      [
        ['a', 'link'],
        ['a/b', 'file'],
      ],
      ['through-link'],
    ],
    [
      'are files further up',
      [
        ['a', 'file'],
        ['a/b/c', 'file'],
      ],
      ['path-conflict'],
    ],
    [
      'are links further up',
      [
        ['a', 'link'],
        ['a/b/c/d', 'link'],
      ],
      ['through-link'],
    ],
    [
      'are links in another case',
      [
        ['A', 'link'],
        ['a/b', 'file'],
      ],
      ['through-link'],
    ],
    [
      'are files in another case',
      [
        ['A', 'file'],
        ['a/b/c', 'file'],
      ],
      ['path-conflict-folded'],
    ],
    [
      'are folders',
      [
        ['a', 'folder'],
        ['a/b', 'file'],
      ],
      [],
    ],
    [
      'are folders in another case',
      [
        ['A', 'folder'],
        ['a/b', 'file'],
      ],
      [],
    ],
    [
      'are implied by another',
      [
        ['a/b/c', 'file'],
        ['a/b/d', 'file'],
      ],
      [],
    ],
    [
      'start with a slash',
      [
        ['/', 'file'],
        ['/a', 'file'],
      ],
      [],
    ],
  ])('%s', (_, steps, problems) => {
    expect(last(...steps).problems).toEqual(problems);
  });

  test('are there before they have entries', () => {
    expect(last(['a/b', 'file'], ['a', 'file'])).toEqual({ problems: ['path-conflict'] });
    expect(last(['a/b', 'file'], ['a', 'link'])).toEqual({ problems: ['through-link'] });
    expect(last(['a/b', 'file'], ['a', 'folder'])).toEqual({ problems: [] });
    expect(last(['a/b', 'file'], ['A', 'link'])).toEqual({ problems: ['through-link'], folded: 'a' });
  });

  test('are told together with what the entry itself meets', () => {
    const steps: readonly Step[] = [
      ['A/b', 'file'],
      ['a', 'link'],
      ['a/B', 'file'],
    ];
    expect(last(...steps).problems).toEqual(['through-link', 'path-collision']);
    expect(last(['a/b', 'file'], ['A', 'link'], ['A/b', 'file'])).toEqual({
      problems: ['through-link', 'path-collision'],
      folded: 'a/b',
    });
  });
});

test('files and links are found by their path, folders are not', () => {
  const index = new PathIndex();
  index.add('', 'folder', 0);
  expect(index.size).toBe(0);
  index.add('a/b', 'file', 1);
  index.add('a/c', 'link', 2);
  index.add('d', 'folder', 3);
  expect(['a/b', 'a/c', 'd', 'a', 'x', ''].map((key) => index.find(key))).toEqual([
    1,
    2,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(index.size).toBe(4);
});
