/** Names that imitate other names. */

import type { Subject } from '@assay/model';

/** How a name is like another: it looks the same, is spelled the same but for its punctuation, or differs by one typing mistake. */
export type Likeness = 'looks-same' | 'punctuation' | 'one-letter';

interface Lookalike {
  readonly name: string;
  readonly likeness: Likeness;
}

/** Finds the known name that another one is like, or null. */
export type FindLookalike = (subject: Pick<Subject, 'ecosystem' | 'name'>) => Lookalike | null;

/** Longer names are not mistaken for others, and take long to vary. */
const longest = 64;
/** Of shorter names everything is one letter away from something. */
const leastForTypos = 5;

/** Remembers names. A question then takes time in proportion to the name asked about, however many are known. */
export function lookalikeFinder(known: readonly Pick<Subject, 'ecosystem' | 'name'>[]): FindLookalike {
  const names = new Set<string>();
  const byKey = new Map<string, string>();
  for (const { ecosystem, name } of known) {
    const own = `${ecosystem} ${name}`;
    if (names.has(own) || name.length > longest) continue;
    names.add(own);
    for (const [, key] of keysOf(name)) {
      if (!byKey.has(`${ecosystem} ${key}`)) byKey.set(`${ecosystem} ${key}`, name);
    }
  }
  return ({ ecosystem, name }) => {
    if (name.length > longest || names.has(`${ecosystem} ${name}`)) return null;
    for (const [likeness, key] of keysOf(name)) {
      const other = byKey.get(`${ecosystem} ${key}`);
      if (other === undefined || other === name) continue;
      if (likeness !== 'one-letter' || isOneEditAway(name, other)) return { name: other, likeness };
    }
    return null;
  };
}

/** Texts of which two names share one when the first is like the second. */
function keysOf(name: string): readonly (readonly [Likeness, string])[] {
  const looks = [
    ['looks-same', `=${appearance(name)}`] as const,
    ['punctuation', `-${appearance(name).replaceAll(/[-_.]/g, '')}`] as const,
  ];
  if (name.length < leastForTypos) return looks;
  const shorter = Array.from(name, (_, at) => ['one-letter', `~${name.slice(0, at)}${name.slice(at + 1)}`] as const);
  return [...looks, ['one-letter', `~${name}`] as const, ...shorter];
}

const glyphs: ReadonlyMap<string, string> = new Map([
  ...([
    ['0', 'o'],
    ['1', 'l'],
    ['i', 'l'],
    ['|', 'l'],
    ['5', 's'],
  ] as const),
  // Cyrillic and Greek letters that are drawn like Latin ones.
  ...([
    ['а', 'a'],
    ['е', 'e'],
    ['о', 'o'],
    ['р', 'p'],
    ['с', 'c'],
    ['у', 'y'],
    ['х', 'x'],
    ['ѕ', 's'],
    ['ј', 'j'],
  ] as const),
  ...([
    ['і', 'l'],
    ['ԁ', 'd'],
    ['ո', 'n'],
    ['ο', 'o'],
    ['α', 'a'],
    ['ν', 'v'],
    ['ρ', 'p'],
    ['κ', 'k'],
    ['ι', 'l'],
  ] as const),
]);

/** The name as it is drawn in a bad font: `rn` is `m`, `0` is `o`, marks are gone. */
function appearance(name: string): string {
  const folded = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}\p{Cf}]/gu, '');
  const drawn = Array.from(folded, (char) => glyphs.get(char) ?? char).join('');
  return drawn.replaceAll('rn', 'm').replaceAll('vv', 'w');
}

/** One letter more, less or other, or two neighbours swapped. */
function isOneEditAway(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  if (long.length > short.length) return short.slice(start) === long.slice(start + 1);
  if (short.slice(start + 1) === long.slice(start + 1)) return true;
  const swapped = short[start] === long[start + 1] && short[start + 1] === long[start];
  return swapped && short.slice(start + 2) === long.slice(start + 2);
}
