import { artifactPins, type Digest } from './digest.js';
import type { Subject, SubjectFile } from './subject.js';

/** A hostile lockfile locks one version in a hundred thousand ways: naming all pairs would take forever. */
const mostNamed = 10;

/** Nearly every subject is the only one of its purl. */
const none: readonly string[] = [];

/** A file and an algorithm, and the digests that one subject pins for it: both as texts that only equal ones share. */
interface Pinned {
  readonly what: string;
  readonly digests: string;
}

/**
 * Which of the subjects of one purl pin the same file to different bytes: per subject id the ids of others, sorted; one
 * for each differing way, and at most ten. Takes time in proportion to the number of pins.
 */
export function pinConflicts(subjects: readonly Subject[]): ReadonlyMap<string, readonly string[]> {
  if (subjects.length === 1) return new Map(subjects.map(({ id }) => [id, none]));
  const byId = [...subjects].sort((a, b) => (a.id < b.id ? -1 : 1));
  const firsts = new Map<string, Map<string, string>>();
  for (const subject of byId) {
    for (const { what, digests } of pinnedBy(subject)) {
      const ways = firsts.get(what) ?? new Map<string, string>();
      firsts.set(what, ways);
      if (!ways.has(digests)) ways.set(digests, subject.id);
    }
  }
  return new Map(subjects.map((subject) => [subject.id, conflictsOf(subject, firsts)]));
}

/** @param firsts file and algorithm → digests → the first subject that pins them. */
function conflictsOf(subject: Subject, firsts: ReadonlyMap<string, ReadonlyMap<string, string>>): readonly string[] {
  const others = new Set<string>();
  for (const { what, digests } of pinnedBy(subject)) {
    for (const [theirs, id] of firsts.get(what) ?? []) {
      if (others.size === mostNamed) return [...others].sort();
      if (theirs !== digests && id !== subject.id) others.add(id);
    }
  }
  return [...others].sort();
}

function pinnedBy(subject: Subject): readonly Pinned[] {
  return subject.files.flatMap(pinnedFor);
}

function pinnedFor(file: SubjectFile): readonly Pinned[] {
  const byAlgorithm = new Map<string, Digest[]>();
  // Two Yarns may make two archives of the same files.
  for (const pin of artifactPins(file.pins)) {
    const same = byAlgorithm.get(pin.alg) ?? [];
    byAlgorithm.set(pin.alg, same);
    same.push(pin);
  }
  return [...byAlgorithm].map(([alg, pins]) => ({
    what: JSON.stringify([file.name, alg]),
    digests: [...new Set(pins.map((pin) => pin.value))].sort().join(),
  }));
}
