import {
  withoutCredentials,
  type Edge,
  type Gap,
  type LockfileContent,
  type Occurrence,
  type PackageDescription,
  type Project,
  type Subject,
} from '@assay/model';
import { npmPurl } from './package-purl.js';

/** What a reader knows of a subject; id, purl and the rest follow from it. */
export type SubjectFacts = Pick<Subject, 'name' | 'version' | 'source' | 'files'> &
  Pick<Partial<Subject>, 'bundles' | 'claims'>;

/** Collects what one lockfile says. */
export interface InventoryDraft {
  /**
   * Adds a subject and returns its provisional id; facts that are equal in every part are one subject, and of what is said about it for
   * people the first counts.
   */
  addSubject(facts: SubjectFacts, description?: PackageDescription | null): string;
  addOccurrence(occurrence: Omit<Occurrence, 'lockfile'>): void;
  addEdge(edge: Edge): void;
  addGap(gap: Omit<Gap, 'lockfile'>): void;
  addProject(project: Omit<Project, 'lockfile'>): void;
  content(format: string): LockfileContent;
}

/** An empty draft for the lockfile the user named so. */
export function draftInventory(lockfile: string): InventoryDraft {
  const families = new Map<string, Family>();
  const subjects: Subject[] = [];
  const occurrences: Occurrence[] = [];
  const edges: Edge[] = [];
  const gaps: Gap[] = [];
  const projects: Project[] = [];
  const claims = new Map<string, Set<string>>();

  function addSubject(facts: SubjectFacts, description: PackageDescription | null = null): string {
    const purl = npmPurl(facts.name, facts.version);
    const family = families.get(purl);
    const known = family === undefined ? undefined : knownId(family, facts);
    if (known !== undefined) {
      addClaims(claims, known, facts.claims);
      return known;
    }
    const id = family === undefined ? purl : `${purl}#${family.others.size + 2}`;
    const subject: Subject = { id, purl, ecosystem: 'npm', ...facts, conflictsWith: noConflicts };
    subjects.push(description === null ? subject : { ...subject, description });
    if (family === undefined) families.set(purl, { first: facts, print: undefined, id, others: none });
    else family.others = withOther(family.others, printOf(facts), id);
    return id;
  }

  return {
    addSubject,
    addOccurrence: (occurrence) =>
      void occurrences.push({ ...occurrence, path: withoutCredentials(occurrence.path).url, lockfile }),
    addEdge: (edge) => void edges.push(edge),
    addGap: (gap) => void gaps.push({ ...gap, lockfile }),
    addProject: (project) => void projects.push({ ...project, lockfile }),
    content: (format) => ({ format, subjects: withClaims(subjects, claims), occurrences, edges, gaps, projects }),
  };
}

/** Entries that lock the same package may say different things about it: none of them is forgotten. */
function addClaims(claims: Map<string, Set<string>>, id: string, stated: readonly string[] | undefined): void {
  if (stated === undefined) return;
  const known = claims.get(id) ?? new Set<string>();
  claims.set(id, known);
  for (const claim of stated) known.add(claim);
}

function withClaims(
  subjects: readonly Subject[],
  claims: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Subject[] {
  if (claims.size === 0) return subjects;
  return subjects.map((subject) => {
    const further = claims.get(subject.id);
    if (further === undefined) return subject;
    return { ...subject, claims: [...new Set([...(subject.claims ?? []), ...further])].sort() };
  });
}

/** Subjects with one purl. Most purls are locked in one way only, so only further ways have fingerprints. */
interface Family {
  readonly first: SubjectFacts;
  /** The fingerprint of the first, made when there is something to compare it with. */
  print: string | undefined;
  readonly id: string;
  /** Ids by fingerprint. */
  others: Map<string, string>;
}

/** Conflicts are found when inventories are merged. */
const noConflicts: readonly string[] = [];

/** Shared by all families of one, which are nearly all; never written to. */
const none = new Map<string, string>();

function withOther(others: Map<string, string>, print: string, id: string): Map<string, string> {
  return (others === none ? new Map<string, string>() : others).set(print, id);
}

function knownId(family: Family, facts: SubjectFacts): string | undefined {
  const print = printOf(facts);
  family.print ??= printOf(family.first);
  return print === family.print ? family.id : family.others.get(print);
}

function printOf({ name, version, source, files, bundles }: SubjectFacts): string {
  return JSON.stringify([name, version, source, files, bundles]);
}
