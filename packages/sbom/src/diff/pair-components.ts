import { compareText } from '@assay/model';
import type { ComponentFacts } from './component-facts.js';

/** The same component in both documents. */
export type Pair = readonly [before: ComponentFacts, after: ComponentFacts];

export interface Pairing {
  readonly pairs: readonly Pair[];
  readonly removed: readonly ComponentFacts[];
  readonly added: readonly ComponentFacts[];
}

type KeyOf = (component: ComponentFacts) => string | undefined;

/**
 * Finds each component of one document in the other: by purl; where one of the two has none, by group and name; by CPE. Of one package,
 * equal versions meet first, then what is left is taken for a change of version, in the order of the versions. Every component is used
 * once, so duplicates are differences where their number differs. The order in the documents does not matter.
 */
export function pairComponents(before: readonly ComponentFacts[], after: readonly ComponentFacts[]): Pairing {
  const pairs: Pair[] = [];
  const byPurl = match(before, after, { keyOf: ({ purlBase }) => purlBase, pairs });
  const nameless: KeyOf = ({ purlBase, name }) => (purlBase === undefined ? name : undefined);
  const named: KeyOf = ({ name }) => name;
  const firsts = matchSides(byPurl, { before: nameless, after: named, pairs });
  const seconds = matchSides(firsts, { before: named, after: nameless, pairs });
  const { removed, added } = match(seconds.removed, seconds.added, { keyOf: ({ cpe }) => cpe, pairs });
  return { pairs, removed, added };
}

type Left = Omit<Pairing, 'pairs'>;

function match(
  before: readonly ComponentFacts[],
  after: readonly ComponentFacts[],
  { keyOf, pairs }: { readonly keyOf: KeyOf; readonly pairs: Pair[] },
): Left {
  return matchSides({ removed: before, added: after }, { before: keyOf, after: keyOf, pairs });
}

function matchSides(
  { removed, added }: Left,
  keys: { readonly before: KeyOf; readonly after: KeyOf; readonly pairs: Pair[] },
): Left {
  const others = grouped(added, keys.after);
  const used = new Set<ComponentFacts>();
  for (const [key, ones] of grouped(removed, keys.before)) {
    for (const pair of pairsOf(ones, others.get(key) ?? [])) {
      keys.pairs.push(pair);
      for (const one of pair) used.add(one);
    }
  }
  const unused = (one: ComponentFacts): boolean => !used.has(one);
  return { removed: removed.filter(unused), added: added.filter(unused) };
}

function grouped(components: readonly ComponentFacts[], keyOf: KeyOf): Map<string, ComponentFacts[]> {
  const groups = new Map<string, ComponentFacts[]>();
  for (const component of components) {
    const key = keyOf(component);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [component]);
    else group.push(component);
  }
  return groups;
}

/** Those of one package: what is most alike first. */
function pairsOf(before: readonly ComponentFacts[], after: readonly ComponentFacts[]): readonly Pair[] {
  const [one] = before;
  const [other] = after;
  if (one === undefined || other === undefined) return [];
  if (before.length === 1 && after.length === 1) return [[one, other]];
  const pairs: Pair[] = [];
  let left = { before, after };
  for (const keyOf of [sameFacts, sameVariant, sameVersion, anyVersion]) left = zip(left, keyOf, pairs);
  return pairs;
}

const sameVariant = ({ variant }: ComponentFacts): string => variant;
const sameVersion = ({ version }: ComponentFacts): string => version;
const anyVersion = (): string => '';

/** Everything that is said of it. */
function sameFacts({ variant, hashes, said, links }: ComponentFacts): string {
  const lists = [...[...said].flatMap(([kind, of]) => listed(of, kind)), ...listed(hashes, 'hash')];
  return JSON.stringify([variant, lists.sort(compareText), links.toSorted(compareText)]);
}

function listed(lists: ReadonlyMap<string, readonly string[]>, kind: string): readonly string[] {
  return [...lists].map(([what, values]) => JSON.stringify([kind, what, values.toSorted(compareText)]));
}

interface Sides {
  readonly before: readonly ComponentFacts[];
  readonly after: readonly ComponentFacts[];
}

/** Pairs those with the same key in the order of their variants; gives back the rest. */
function zip({ before, after }: Sides, keyOf: (component: ComponentFacts) => string, pairs: Pair[]): Sides {
  const others = grouped(inOrder(after), keyOf);
  const used = new Set<ComponentFacts>();
  for (const [key, ones] of grouped(inOrder(before), keyOf)) {
    const there = others.get(key) ?? [];
    for (const [index, one] of ones.entries()) {
      const other = there[index];
      if (other === undefined) break;
      pairs.push([one, other]);
      used.add(one).add(other);
    }
  }
  const unused = (one: ComponentFacts): boolean => !used.has(one);
  return { before: before.filter(unused), after: after.filter(unused) };
}

/** Keys are made once each: comparing is what sorting does most. */
function inOrder(components: readonly ComponentFacts[]): readonly ComponentFacts[] {
  const keyed = components.map((one) => ({ one, key: `${sameFacts(one)}\0${one.label}` }));
  return keyed.sort((a, b) => compareText(a.key, b.key)).map(({ one }) => one);
}
