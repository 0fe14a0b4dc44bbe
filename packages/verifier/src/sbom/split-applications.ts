/** One bill of materials for each application: a run's inventory cut along its lockfiles and the members of workspaces. */

import { compareText, groupBy, type Inventory, type Project } from '@assay/model';

/** An application, and the part of the inventory that is about it. */
export interface Application {
  /** Path of its folder and lockfile below the folder of all lockfiles, as a name for a file: letters, digits, `.`, `_` and `-`. Unique. */
  readonly name: string;
  readonly inventory: Inventory;
}

/**
 * Cuts an inventory: one part for each lockfile, or, where a lockfile holds a workspace, one for each of its applications with all that
 * it asks for, however deep.
 */
export function splitApplications(inventory: Inventory): readonly Application[] {
  return named(inventory.lockfiles.flatMap(({ path }) => cutsOf(path, inventory)));
}

interface Cut {
  readonly label: string;
  readonly inventory: Inventory;
}

function cutsOf(lockfile: string, inventory: Inventory): readonly Cut[] {
  const projects = (inventory.projects ?? []).filter((one) => one.lockfile === lockfile);
  const occurring = new Set(
    inventory.occurrences.filter((one) => one.lockfile === lockfile).map(({ subject }) => subject),
  );
  if (projects.length < 2) return [{ label: lockfile, inventory: partOf(inventory, lockfile, occurring, projects) }];
  const edges = groupBy(inventory.edges, ({ from }) => from);
  return projects.map((project) => {
    const reached = reachedFrom(project, (id) => (edges.get(id) ?? []).map(({ to }) => to));
    const kept = new Set([...reached].filter((id) => occurring.has(id)));
    return { label: `${lockfile}/${project.path}`, inventory: partOf(inventory, lockfile, kept, [project]) };
  });
}

/** Every subject that the project asks for, directly or through others; its own entry among them where it has one. */
function reachedFrom({ dependsOn, subject }: Project, next: (id: string) => readonly string[]): ReadonlySet<string> {
  const reached = new Set(subject === undefined ? dependsOn : [subject, ...dependsOn]);
  for (const id of reached) for (const to of next(id)) reached.add(to);
  return reached;
}

function partOf(
  { lockfiles, subjects, occurrences, edges, gaps }: Inventory,
  lockfile: string,
  kept: ReadonlySet<string>,
  projects: readonly Project[],
): Inventory {
  return {
    lockfiles: lockfiles.filter(({ path }) => path === lockfile),
    subjects: subjects.filter(({ id }) => kept.has(id)),
    occurrences: occurrences.filter((one) => one.lockfile === lockfile && kept.has(one.subject)),
    edges: edges.filter(({ from, to }) => kept.has(from) && kept.has(to)),
    gaps: gaps.filter((gap) => gap.lockfile === lockfile || !lockfiles.some(({ path }) => path === gap.lockfile)),
    projects,
  };
}

/** Names for files, in order; two labels that come out the same, on a disk that knows no case, are told apart by a number. */
function named(cuts: readonly Cut[]): readonly Application[] {
  const taken = new Set<string>();
  return [...cuts]
    .sort((a, b) => compareText(a.label, b.label))
    .map(({ label, inventory }) => ({ name: freeName(fileName(label), taken), inventory }));
}

function freeName(base: string, taken: Set<string>): string {
  let name = base;
  for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${base}-${String(count)}`;
  taken.add(name.toLowerCase());
  return name;
}

/** Nothing in a lockfile's words may choose where a file lands. */
function fileName(label: string): string {
  const words = label.split(/[^A-Za-z0-9._-]+/).filter((word) => word !== '' && !/^\.+$/.test(word));
  const joined = words
    .join('-')
    .replace(/^[.-]+/, '')
    .slice(-120);
  return joined === '' ? 'application' : joined;
}
