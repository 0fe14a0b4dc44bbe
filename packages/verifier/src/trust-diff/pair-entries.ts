import { groupBy } from '@assay/model';
import { packageKey, type Entry } from './side.js';
import { compareVersions, releaseLine } from './version-order.js';

/** The same package in base and head. */
export interface EntryPair {
  readonly base: Entry;
  readonly head: Entry;
  /** The base keeps its version, or has it taken by another: this one is a further version. */
  readonly further?: true;
}

export interface EntryPairing {
  readonly pairs: readonly EntryPair[];
  /** Packages of which the base has no version. */
  readonly added: readonly Entry[];
  /** Entries that the head has no counterpart for. */
  readonly removed: readonly Entry[];
}

export interface PairingOptions {
  /** The base's entries are of other lockfiles: one that is not the same version is no earlier state of this one. */
  readonly pool?: boolean;
}

/**
 * Finds each entry of the head in the base: what is locked in the same way, then the same version, then the nearest older one in the same
 * release line, then the nearest across lines. Of a package that has more versions than before, those that are left are compared with the
 * nearest one too. Takes time in proportion to the entries, but for sorting.
 */
export function pairEntries(
  base: readonly Entry[],
  head: readonly Entry[],
  { pool = false }: PairingOptions = {},
): EntryPairing {
  const before = groupBy(base, ({ locked }) => packageKey(locked.subject));
  const after = groupBy(head, ({ locked }) => packageKey(locked.subject));
  const pairs: EntryPair[] = [];
  const added: Entry[] = [];
  const removed: Entry[] = [];
  for (const [key, entries] of after) {
    const others = before.get(key);
    if (others === undefined) added.push(...entries);
    else removed.push(...pairFamily({ base: others, head: entries }, pool, pairs));
  }
  for (const [key, entries] of before) if (!after.has(key)) removed.push(...entries);
  return { pairs, added, removed };
}

interface Family {
  readonly base: readonly Entry[];
  readonly head: readonly Entry[];
}

type KeyOf = (entry: Entry) => string;

/** Pairs the versions of one package; gives back what the base has over. */
function pairFamily(family: Family, pool: boolean, pairs: EntryPair[]): readonly Entry[] {
  const steps: readonly KeyOf[] = pool ? [asLocked, version] : [asLocked, version, line, any];
  let left = family;
  for (const keyOf of steps) left = pairNearest(left, keyOf, pairs);
  const further: EntryPair[] = [];
  const strangers = pairNearest({ base: family.base, head: left.head }, line, further, true);
  pairNearest({ base: family.base, head: strangers.head }, any, further, true);
  pairs.push(...further.map((pair) => ({ ...pair, further: true as const })));
  return left.base;
}

const asLocked: KeyOf = ({ locked: { subject } }) => JSON.stringify([subject.purl, subject.source, subject.files]);
const version: KeyOf = ({ locked }) => locked.subject.purl;
const line: KeyOf = ({ locked: { subject } }) => releaseLine(subject.version) ?? `=${subject.version}`;
const any: KeyOf = () => '';

/** Pairs within each key, the newest first, each with the nearest that is not newer; what is then left, with what is left. */
function pairNearest({ base, head }: Family, keyOf: KeyOf, pairs: EntryPair[], keep = false): Family {
  if (base.length === 0 || head.length === 0) return { base, head };
  const bases = groupBy(newestFirst(base), keyOf);
  const used = new Set<Entry>();
  const take = (one: Entry, other: Entry) => {
    pairs.push({ base: one, head: other });
    used.add(one).add(other);
  };
  for (const [key, heads] of groupBy(newestFirst(head), keyOf)) meet(bases.get(key) ?? [], heads, { take, keep });
  return {
    base: keep ? base : base.filter((entry) => !used.has(entry)),
    head: head.filter((entry) => !used.has(entry)),
  };
}

interface Meeting {
  readonly take: (base: Entry, head: Entry) => void;
  /** A base may be met more than once. */
  readonly keep: boolean;
}

function meet(bases: readonly Entry[], heads: readonly Entry[], { take, keep }: Meeting): void {
  const newer: Entry[] = [];
  const lonely: Entry[] = [];
  let at = 0;
  for (const head of heads) {
    let base = bases[at];
    while (base !== undefined && isNewer(base, head)) {
      newer.push(base);
      base = bases[++at];
    }
    if (base === undefined) lonely.push(head);
    else take(base, head);
    if (base !== undefined && !keep) at++;
  }
  lonely.forEach((head, index) => {
    const base = keep ? newer.at(-1) : newer.at(-1 - index);
    if (base !== undefined) take(base, head);
  });
}

function isNewer(base: Entry, head: Entry): boolean {
  return compareVersions(base.locked.subject.version, head.locked.subject.version) > 0;
}

function newestFirst(entries: readonly Entry[]): readonly Entry[] {
  return [...entries].sort((a, b) => compareVersions(b.locked.subject.version, a.locked.subject.version));
}
