import type { JsonValue } from './canonical-json.js';
import { compareText } from './compare-text.js';
import type { LockfileContent } from './ecosystem.js';
import { digestOfJson } from './hash.js';
import type { PackageDescription } from './package-description.js';
import { pinConflicts } from './pin-conflicts.js';
import type { Subject, VendoredArchive } from './subject.js';

/** The subjects of all lockfiles together. */
export interface MergedSubjects {
  /** By final id. */
  readonly subjects: readonly Subject[];
  /** For each lockfile: provisional id → place in `subjects`. Hundreds of thousands of references are looked up there. */
  readonly places: readonly ReadonlyMap<string, number>[];
}

/** Nearly every subject is the only one of its purl. */
const noConflicts: readonly string[] = [];

/** Subjects with the same purl, source and files become one; those that share only the purl keep apart and get ids with a suffix. */
export function mergeSubjects(contents: readonly LockfileContent[]): MergedSubjects {
  const shared = sharedPurls(contents);
  const prints = contents.map(({ subjects }) => fingerprintAll(subjects, shared));
  const variants = collect(contents, prints);
  const ids = assignIds(variants);
  const subjects = namedSubjects(variants, ids);
  for (const content of contents) {
    for (const subject of content.subjects) if (!shared.has(subject.purl)) subjects.push(alone(subject));
  }
  subjects.sort((a, b) => compareText(a.id, b.id));
  const placeOf = new Map(subjects.map(({ id }, place) => [id, place]));
  const finalId = ({ id, purl }: Subject, index: number) => ids.get(prints[index]?.get(id) ?? '') ?? purl;
  return {
    subjects,
    places: contents.map((content, index) => places(content, (each) => placeOf.get(finalId(each, index)))),
  };
}

/** Purls that stand more than once. Most stand alone: their only subject has the purl for its id and needs no hash to be told from others. */
function sharedPurls(contents: readonly LockfileContent[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { subjects } of contents) {
    for (const { purl } of subjects) (seen.has(purl) ? shared : seen).add(purl);
  }
  return shared;
}

/** Not a copy when the reader of the lockfile named it so already. */
function alone(subject: Subject): Subject {
  const isNamed = subject.id === subject.purl && subject.conflictsWith.length === 0;
  return isNamed ? subject : { ...subject, id: subject.purl, conflictsWith: noConflicts };
}

/** Fingerprints of the subjects with shared purls, by provisional id: the purl and a hash of all that was locked. */
function fingerprintAll(subjects: readonly Subject[], shared: ReadonlySet<string>): ReadonlyMap<string, string> {
  const prints = new Map<string, string>();
  for (const subject of subjects) if (shared.has(subject.purl)) prints.set(subject.id, fingerprint(subject));
  return prints;
}

function fingerprint(subject: Subject): string {
  const {
    id: _id,
    conflictsWith: _conflictsWith,
    claims: _claims,
    description: _description,
    vendored: _vendored,
    ...rest
  } = subject;
  return `${subject.purl}#${digestOfJson(rest as unknown as JsonValue).value}`;
}

/** Purl → fingerprint → subject, for shared purls. */
type Variants = ReadonlyMap<string, ReadonlyMap<string, Subject>>;

function collect(contents: readonly LockfileContent[], prints: readonly ReadonlyMap<string, string>[]): Variants {
  const variants = new Map<string, Map<string, Subject>>();
  contents.forEach(({ subjects }, index) => {
    for (const subject of subjects) {
      const print = prints[index]?.get(subject.id);
      if (print === undefined) continue;
      const same = variants.get(subject.purl) ?? new Map<string, Subject>();
      variants.set(subject.purl, same);
      const known = same.get(print);
      same.set(print, known === undefined ? subject : joined(known, subject));
    }
  });
  return variants;
}

function joined(known: Subject, subject: Subject): Subject {
  return withVendored(withClaims(withDescription(known, subject), subject.claims), subject.vendored);
}

/** Each lockfile's client installs the archives beside its own. */
function withVendored(known: Subject, vendored: readonly VendoredArchive[] = []): Subject {
  if (vendored.length === 0) return known;
  const all = [...(known.vendored ?? []), ...vendored];
  const byKey = new Map(all.map((archive) => [JSON.stringify(archive), archive]));
  return { ...known, vendored: [...byKey].sort(([a], [b]) => compareText(a, b)).map(([, archive]) => archive) };
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
function assignIds(variants: Variants): ReadonlyMap<string, string> {
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

function namedSubjects(variants: Variants, ids: ReadonlyMap<string, string>): Subject[] {
  const subjects: Subject[] = [];
  for (const [purl, same] of variants) {
    const family = [...same].map(([print, subject]) => ({ ...subject, id: ids.get(print) ?? purl }));
    const conflicts = pinConflicts(family);
    for (const subject of family)
      subjects.push({ ...subject, conflictsWith: conflicts.get(subject.id) ?? noConflicts });
  }
  return subjects;
}

function places(
  { subjects }: LockfileContent,
  placeOf: (subject: Subject) => number | undefined,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const subject of subjects) {
    const place = placeOf(subject);
    if (place !== undefined) found.set(subject.id, place);
  }
  if (found.size < subjects.length) throw new TypeError('two subjects of one lockfile share an id: one would vanish');
  return found;
}
