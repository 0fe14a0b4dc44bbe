/** Packages, lockfile by lockfile. */

import type { LockfileRef, TrustDoubt, TrustPlace } from '@assay/model';
import { compareAge, compareInstallCode, compareLicenses, compareVerdict } from './compare-content.js';
import { compareFindings } from './compare-findings.js';
import { comparePins } from './compare-pins.js';
import { comparePublisher } from './compare-publisher.js';
import { compareSource } from './compare-source.js';
import { compareVersion } from './compare-version.js';
import { pairOf, type Compared, type Draft } from './draft.js';
import { lookalikeFinder, type FindLookalike } from './lookalikes.js';
import type { LockfileMatch, LockfileMatching } from './match-lockfiles.js';
import { newPackage } from './new-package.js';
import { pairEntries, type EntryPair, type EntryPairing } from './pair-entries.js';
import type { PlacedChanges } from './placed-changes.js';
import { packageKey, titleOf, type Entry, type Locked, type Side } from './side.js';

export interface Sides {
  readonly base: Side;
  readonly head: Side;
}

/** Compares the packages of every lockfile of the head with those of the base. Gives what could not be compared. */
export function diffPackages(sides: Sides, matching: LockfileMatching, changes: PlacedChanges): readonly TrustDoubt[] {
  const { base, head } = sides;
  const findLookalike = whenAsked(() => lookalikeFinder(base.inventory.subjects));
  const compare = comparer(head.report.at);
  const names = new Set(base.inventory.subjects.map(packageKey));
  const doubts = new Map<string, TrustDoubt>();
  for (const match of matching.matches) {
    const pairing = pairingOf(sides, match, matching);
    for (const pair of pairing.pairs) {
      const { drafts, doubts: open } = compare(pair);
      for (const draft of drafts) changes.add(draft, placeOf(pair.head, 'head'));
      for (const doubt of open) doubts.set(JSON.stringify(doubt), doubt);
      addAliases(pair, names, changes);
    }
    for (const entry of pairing.added) addNew(entry, { findLookalike, at: head.report.at, names }, changes);
    for (const entry of pairing.removed) changes.add(removed(entry.locked), placeOf(entry, 'base'));
  }
  return [...doubts.values()];
}

/** Most changes bring no new package: then nobody has to know what the names of the base are like. */
function whenAsked(make: () => FindLookalike): FindLookalike {
  let made: FindLookalike | undefined;
  return (subject) => (made ??= make())(subject);
}

function pairingOf({ base, head }: Sides, match: LockfileMatch, matching: LockfileMatching): EntryPairing {
  const entries = head.byLockfile.get(match.head.path) ?? [];
  if (match.base !== undefined) {
    const own = base.byLockfile.get(match.base.path) ?? [];
    const joined = matching.superseded.filter(([, by]) => by === match.head).map(([gone]) => gone.path);
    if (joined.length === 0) return pairEntries(own, entries);
    return pairEntries(uniqueEntries([own, ...joined.map((path) => base.byLockfile.get(path) ?? [])].flat()), entries);
  }
  const pool = base.inventory.lockfiles.filter(({ ecosystem }) => ecosystem === match.head.ecosystem);
  const all = uniqueEntries(pool.flatMap(({ path }) => base.byLockfile.get(path) ?? []));
  return { ...pairEntries(all, entries, { pool: true }), removed: [] };
}

function uniqueEntries(entries: readonly Entry[]): readonly Entry[] {
  return [...new Map(entries.map((entry) => [entry.locked.subject.id, entry])).values()];
}

/** The same two states stand in many lockfiles. */
function comparer(at: string): (pair: EntryPair) => Compared {
  const known = new Map<string, Compared>();
  return ({ base, head, further = false }) => {
    const key = JSON.stringify([base.locked.subject.id, head.locked.subject.id, further]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const compared = comparePackage({ base: base.locked, head: head.locked, further, at });
    known.set(key, compared);
    return compared;
  };
}

interface Question {
  readonly base: Locked;
  readonly head: Locked;
  readonly further: boolean;
  readonly at: string;
}

function comparePackage({ base, head, further, at }: Question): Compared {
  const pair = pairOf(base, head);
  const found = compareFindings(pair);
  const drafts = [
    ...compareVersion(pair, further),
    ...comparePins(pair),
    ...compareSource(pair),
    ...comparePublisher(pair),
    ...found.drafts,
    ...compareInstallCode(pair),
    ...compareLicenses(pair),
    ...compareAge(pair, at),
    ...compareVerdict(pair),
  ];
  return { drafts, doubts: found.doubts };
}

interface NewContext {
  readonly findLookalike: FindLookalike;
  readonly at: string;
  /** Keys of the base's packages. */
  readonly names: ReadonlySet<string>;
}

function addNew(entry: Entry, { findLookalike, at, names }: NewContext, changes: PlacedChanges): void {
  const place = placeOf(entry, 'head');
  for (const draft of newPackage(entry.locked, findLookalike, at)) changes.add(draft, place);
  for (const alias of entry.aliases) changes.add(aliasDraft(entry, alias, names), place);
}

function addAliases({ base, head }: EntryPair, names: ReadonlySet<string>, changes: PlacedChanges): void {
  for (const alias of head.aliases) {
    if (!base.aliases.includes(alias)) changes.add(aliasDraft(head, alias, names), placeOf(head, 'head'));
  }
}

/** Code that asks for the one gets the other. */
function aliasDraft({ locked: { subject } }: Entry, alias: string, names: ReadonlySet<string>): Draft {
  const taken = names.has(packageKey({ ...subject, name: alias }));
  const whose = taken ? ', the name of another package that was there' : '';
  const text = `${titleOf(subject)} now stands under the name ${alias}${whose}.`;
  const severity = taken ? 'alarm' : 'attention';
  return { code: 'alias-added', severity, text, purl: subject.purl, before: [], after: [alias] };
}

function removed({ subject }: Locked): Draft {
  const text = `${titleOf(subject)} is no longer locked.`;
  return { code: 'package-removed', severity: 'info', text, purl: subject.purl, before: [subject.version], after: [] };
}

function placeOf({ lockfile, line }: Entry, side: TrustPlace['side']): TrustPlace {
  return { lockfile, line, side };
}

/** Lockfiles that are new, moved, replaced or gone, and the packages that nothing locks any more. */
export function diffLockfiles({ base, head }: Sides, matching: LockfileMatching, changes: PlacedChanges): void {
  for (const match of matching.matches) addMatch(match, changes);
  for (const [gone, by] of matching.superseded) {
    const text = `The lockfile ${gone.path} is gone; ${by.path} stands in the same folder and was compared with both.`;
    const paths = { before: [gone.path], after: [by.path] };
    changes.add({ code: 'lockfile-replaced', severity: 'attention', text, ...paths }, lockfilePlace(by, 'head'));
  }
  const locked = new Set(head.inventory.subjects.map(packageKey));
  for (const gone of matching.gone) {
    addGone(gone, changes);
    addUnlocked(gone, { entries: base.byLockfile.get(gone.path) ?? [], locked }, changes);
  }
}

function addMatch({ head, base, how }: LockfileMatch, changes: PlacedChanges): void {
  if (how === 'same') return;
  const place = lockfilePlace(head, 'head');
  const after = [head.path];
  if (base === undefined) {
    const text = `The lockfile ${head.path} is new; its packages were compared with those of all lockfiles of the base.`;
    changes.add({ code: 'lockfile-added', severity: 'attention', text, before: [], after }, place);
    return;
  }
  const moved = how === 'moved';
  const text = moved
    ? `The lockfile ${base.path} is now ${head.path}, with the same bytes.`
    : `The lockfile ${head.path} took the place of ${base.path}, and was compared with it.`;
  const code = moved ? 'lockfile-moved' : 'lockfile-replaced';
  changes.add({ code, severity: 'attention', text, before: [base.path], after }, place);
}

function addGone(gone: LockfileRef, changes: PlacedChanges): void {
  const text = `The lockfile ${gone.path} is gone: if its project is still there, nothing says what is installed for it.`;
  const draft = { code: 'lockfile-removed', severity: 'alarm', text, before: [gone.path], after: [] } as const;
  changes.add(draft, lockfilePlace(gone, 'base'));
}

interface Unlocked {
  readonly entries: readonly Entry[];
  /** Keys of packages that the head locks. */
  readonly locked: ReadonlySet<string>;
}

function addUnlocked(gone: LockfileRef, { entries, locked }: Unlocked, changes: PlacedChanges): void {
  const purls = entries
    .filter((entry) => !locked.has(packageKey(entry.locked.subject)))
    .map(({ locked: { subject } }) => subject.purl);
  if (purls.length === 0) return;
  const what = purls.length === 1 ? '1 package' : `${String(purls.length)} packages`;
  const text = `${what} of ${gone.path} ${purls.length === 1 ? 'is' : 'are'} locked nowhere any more; that does not say that nobody installs them.`;
  const draft = {
    code: 'package-unlocked',
    severity: 'attention',
    text,
    before: [...new Set(purls)].sort(),
    after: [],
  } as const;
  changes.add(draft, lockfilePlace(gone, 'base'));
}

function lockfilePlace({ path }: LockfileRef, side: TrustPlace['side']): TrustPlace {
  return { lockfile: path, side };
}
