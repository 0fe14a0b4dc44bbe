import type { DirectLock, Scope } from '@assay/model';
import { declaredLocks } from '../declared-locks.js';
import { isRoot, isWorkspace, type BerryEntry } from './berry-entry.js';
import type { BerryGraph } from './berry-graph.js';
import type { Resolutions } from './resolutions.js';

/** What is known of a lockfile’s entries. */
export interface BerryDirectLocks {
  readonly entries: readonly BerryEntry[];
  readonly graph: BerryGraph;
  readonly resolutions: Resolutions;
  readonly subjectOf: (entry: BerryEntry) => string | undefined;
}

/** A lockfile of Yarn 2 and later has one section for what is for development and what is not. */
const sections: readonly (readonly [string, Scope])[] = [
  ['dependencies', 'prod'],
  ['peerDependencies', 'peer'],
];

/** What the entries of the project and of the members of its workspace repeat of their package.json, and what is locked for that. */
export function berryDirectLocks(lock: BerryDirectLocks): readonly DirectLock[] {
  return lock.entries.filter(isWorkspace).flatMap((entry) => locksOf(entry, lock));
}

function locksOf(entry: BerryEntry, { graph, resolutions, subjectOf }: BerryDirectLocks): readonly DirectLock[] {
  const subjects = new Map((graph.edgesOf.get(entry) ?? []).map(({ name, to }) => [name, subjectOf(to)]));
  const project = isRoot(entry) ? '.' : (entry.locator?.range.source ?? '');
  return declaredLocks({ project, fields: entry.fields, line: entry.line, sections }, (name, spec) => ({
    said: resolutions.has(name) ? { overridden: true } : { spec },
    subject: subjects.get(name),
  }));
}
