import { purlOf, type Gap, type LockfileContent, type Occurrence, type Edge, type Subject } from '@assay/model';
import { withoutCredentials } from './locked-url.js';

/** What a reader knows of a subject; id, purl and the rest follow from it. */
export type SubjectFacts = Pick<Subject, 'name' | 'version' | 'source' | 'files'> & Pick<Partial<Subject>, 'bundles'>;

/** Collects what one lockfile says. */
export interface InventoryDraft {
  /** Adds a subject and returns its provisional id; facts that are equal in every part are one subject. */
  addSubject(facts: SubjectFacts): string;
  addOccurrence(occurrence: Omit<Occurrence, 'lockfile'>): void;
  addEdge(edge: Edge): void;
  addGap(gap: Omit<Gap, 'lockfile'>): void;
  content(format: string): LockfileContent;
}

/** An empty draft for the lockfile the user named so. */
export function draftInventory(lockfile: string): InventoryDraft {
  const subjects = new Map<string, Subject>();
  const ids = new Map<string, number>();
  const occurrences: Occurrence[] = [];
  const edges: Edge[] = [];
  const gaps: Gap[] = [];

  function addSubject(facts: SubjectFacts): string {
    const print = JSON.stringify(facts);
    const known = subjects.get(print);
    if (known !== undefined) return known.id;
    const purl = purlOf('npm', facts.name, facts.version);
    const count = (ids.get(purl) ?? 0) + 1;
    ids.set(purl, count);
    const id = count === 1 ? purl : `${purl}#${count}`;
    subjects.set(print, { id, purl, ecosystem: 'npm', ...facts, conflictsWith: [] });
    return id;
  }

  return {
    addSubject,
    addOccurrence: (occurrence) =>
      void occurrences.push({ ...occurrence, path: withoutCredentials(occurrence.path).url, lockfile }),
    addEdge: (edge) => void edges.push(edge),
    addGap: (gap) => void gaps.push({ ...gap, lockfile }),
    content: (format) => ({ format, subjects: [...subjects.values()], occurrences, edges, gaps }),
  };
}
