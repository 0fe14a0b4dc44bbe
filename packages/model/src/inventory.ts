/** Joins what several lockfiles say into one inventory with unique subject ids. */

import { digestOfJson } from './hash.js';
import { pinConflicts } from './pin-conflicts.js';
import type { JsonValue } from './canonical-json.js';
import type { Demand } from './demand.js';
import type { LockfileContent } from './ecosystem.js';
import type { PackageDescription } from './package-description.js';
import type { Edge, Inventory, LockfileRef, Occurrence, Project, Subject } from './subject.js';

/** A lockfile's content together with its reference. */
export interface InventoryPart {
  readonly ref: LockfileRef;
  readonly content: LockfileContent;
}

/**
 * Merges lockfiles. Subjects with the same purl, source and files become one; those that share only the purl keep apart,
 * get ids with a suffix, and name each other in `conflictsWith`. Claims are joined, of descriptions one is kept. The result
 * does not depend on the order of the parts.
 */
export function mergeInventory(parts: readonly InventoryPart[]): Inventory {
  const variants = new Map<string, Map<string, Subject>>();
  const shared = sharedPurls(parts);
  const fingerprints = parts.map((part) => fingerprintAll(part.content.subjects, shared));
  parts.forEach((part, index) => {
    for (const subject of part.content.subjects) collect(variants, subject, lookUp(fingerprints[index], subject.id));
  });
  const ids = assignIds(variants);
  const finalIds = fingerprints.map((prints) => renamed(prints, ids));
  const rename = (index: number, id: string) => lookUp(finalIds[index], id);
  return {
    lockfiles: parts.map((part) => part.ref).sort(by((ref) => `${ref.path}\0${ref.digest.value}`)),
    subjects: namedSubjects(variants, ids),
    occurrences: parts.flatMap((part, i) => renameOccurrences(part, (id) => rename(i, id))).sort(compareOccurrences),
    edges: uniqueEdges(parts.flatMap((part, i) => renameEdges(part, (id) => rename(i, id)))),
    gaps: parts
      .flatMap((part) => part.content.gaps)
      .sort(by((gap) => `${gap.lockfile}\0${String(gap.line ?? 0).padStart(9, '0')}\0${gap.code}\0${gap.detail}`)),
    projects: parts.flatMap((part, i) => renameProjects(part, (id) => rename(i, id))).sort(compareProjects),
    ...joinDemands(parts, rename),
  };
}

/** Provisional id → final id: a large lockfile has several hundred thousand references to look up. */
function renamed(prints: ReadonlyMap<string, string>, ids: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const final = new Map<string, string>();
  for (const [id, print] of prints) final.set(id, lookUp(ids, print));
  return final;
}

/** Purls that stand more than once. Most stand alone and need no hash to be told from others. */
function sharedPurls(parts: readonly InventoryPart[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { content } of parts) {
    for (const { purl } of content.subjects) (seen.has(purl) ? shared : seen).add(purl);
  }
  return shared;
}

/** Fingerprint of each provisional id: the purl alone, or the purl and a hash of all that was locked. */
function fingerprintAll(subjects: readonly Subject[], shared: ReadonlySet<string>): Map<string, string> {
  const print = (subject: Subject) => (shared.has(subject.purl) ? fingerprint(subject) : subject.purl);
  const prints = new Map(subjects.map((subject) => [subject.id, print(subject)]));
  if (prints.size < subjects.length) throw new TypeError('two subjects of one lockfile share an id: one would vanish');
  return prints;
}

function fingerprint(subject: Subject): string {
  const { id: _id, conflictsWith: _conflictsWith, claims: _claims, description: _description, ...rest } = subject;
  return `${subject.purl}#${digestOfJson(rest as unknown as JsonValue).value}`;
}

function collect(variants: Map<string, Map<string, Subject>>, subject: Subject, print: string): void {
  const same = variants.get(subject.purl) ?? new Map<string, Subject>();
  variants.set(subject.purl, same);
  const known = same.get(print);
  same.set(print, known === undefined ? subject : withClaims(withDescription(known, subject), subject.claims));
}

/** Lockfiles that describe one package differently: the same one is kept, whichever is read first. */
function withDescription(known: Subject, { description }: Subject): Subject {
  if (description === undefined) return known;
  const kept = known.description === undefined ? description : lesser(known.description, description);
  return kept === known.description ? known : { ...known, description: kept };
}

function lesser(a: PackageDescription, b: PackageDescription): PackageDescription {
  return JSON.stringify(a) <= JSON.stringify(b) ? a : b;
}

/** What any lockfile says about a package's manifest stays said. */
function withClaims(known: Subject, claims: readonly string[] = []): Subject {
  const joined = new Set([...(known.claims ?? []), ...claims]);
  return joined.size === 0 ? known : { ...known, claims: [...joined].sort(compareText) };
}

/** Fingerprint → final id: the bare purl where it is locked in one way only, else the purl, `#` and a short hash. */
function assignIds(variants: Map<string, Map<string, Subject>>): Map<string, string> {
  const ids = new Map<string, string>();
  for (const [purl, same] of variants) {
    const prints = [...same.keys()];
    const length = purl.length + 1 + hashLength(prints, purl.length + 1);
    for (const print of prints) ids.set(print, prints.length === 1 ? purl : print.slice(0, length));
  }
  return ids;
}

/** Twelve digits, or all where two share those: an attacker who tries sixteen million URLs finds two that do. */
function hashLength(prints: readonly string[], start: number): number {
  const short = new Set(prints.map((print) => print.slice(start, start + 12)));
  return short.size === prints.length ? 12 : 64;
}

function namedSubjects(variants: Map<string, Map<string, Subject>>, ids: Map<string, string>): readonly Subject[] {
  const subjects: Subject[] = [];
  for (const same of variants.values()) {
    const family = [...same].map(([print, subject]) => ({ ...subject, id: lookUp(ids, print) }));
    const conflicts = pinConflicts(family);
    for (const subject of family) subjects.push({ ...subject, conflictsWith: lookUp(conflicts, subject.id) });
  }
  return subjects.sort(by((subject) => subject.id));
}

function renameOccurrences(part: InventoryPart, rename: (id: string) => string): readonly Occurrence[] {
  return part.content.occurrences.map((occurrence) => ({
    ...occurrence,
    subject: rename(occurrence.subject),
    ...(occurrence.parent === undefined ? {} : { parent: rename(occurrence.parent) }),
  }));
}

function renameEdges(part: InventoryPart, rename: (id: string) => string): readonly Edge[] {
  return part.content.edges.map((edge) => ({ from: rename(edge.from), to: rename(edge.to) }));
}

function renameProjects({ content }: InventoryPart, rename: (id: string) => string): readonly Project[] {
  return content.projects.map((project) => ({
    ...project,
    ...(project.subject === undefined ? {} : { subject: rename(project.subject) }),
    dependsOn: [...new Set(project.dependsOn.map(rename))].sort(compareText),
  }));
}

function joinDemands(
  parts: readonly InventoryPart[],
  rename: (index: number, id: string) => string,
): Pick<Inventory, 'demands'> {
  const demands = parts.flatMap(({ content: { demand } }, index): readonly Demand[] => {
    if (demand === undefined) return [];
    const asks = demand.asks.map((ask) => ({ ...ask, subject: rename(index, ask.subject) }));
    return [{ ...demand, asks, orphans: demand.orphans.map((id) => rename(index, id)).sort(compareText) }];
  });
  return demands.length === 0 ? {} : { demands: demands.sort(by(({ lockfile }) => lockfile)) };
}

function compareProjects(a: Project, b: Project): number {
  const order = ({ path }: Project) => (path === '.' ? '' : path);
  return (
    compareText(a.lockfile, b.lockfile) ||
    compareText(order(a), order(b)) ||
    compareText(a.subject ?? '', b.subject ?? '')
  );
}

/** Sorted, of equal ones the first. */
function uniqueEdges(edges: readonly Edge[]): readonly Edge[] {
  const sorted = [...edges].sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to));
  return sorted.filter(({ from, to }, i) => i === 0 || sorted[i - 1]?.from !== from || sorted[i - 1]?.to !== to);
}

function compareOccurrences(a: Occurrence, b: Occurrence): number {
  return (
    compareText(a.subject, b.subject) ||
    compareText(a.lockfile, b.lockfile) ||
    a.line - b.line ||
    compareText(a.path, b.path) ||
    compareText(a.scope, b.scope) ||
    compareText(a.parent ?? '', b.parent ?? '')
  );
}

function by<T>(key: (value: T) => string): (a: T, b: T) => number {
  return (a, b) => compareText(key(a), key(b));
}

/** Order by UTF-16 code units: the same on every machine and in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function lookUp<K, V>(map: ReadonlyMap<K, V> | undefined, key: K): V {
  const value = map?.get(key);
  if (value === undefined) throw new TypeError(`inventory refers to an unknown subject: ${String(key)}`);
  return value;
}
