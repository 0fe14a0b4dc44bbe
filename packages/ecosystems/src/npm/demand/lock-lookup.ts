import type { DirectLock, LockfileContent } from '@assay/model';

/** What a lockfile says about its projects, by project and name. */
export interface LockLookup {
  /** What the lockfile says a project asks for. */
  readonly listedBy: (project: string) => ReadonlyMap<string, DirectLock>;
  /** Id of the subject that is locked for a name, whether or not the lockfile says that the project asks for it. */
  readonly lockedFor: (project: string, name: string) => string | undefined;
}

const nobody: ReadonlyMap<string, DirectLock> = new Map();

/** Reads the lists once. Of several entries for one name the first with a subject counts, as clients look it up. */
export function lockLookup({ direct = [], hoisted }: LockfileContent): LockLookup {
  const byProject = new Map<string, Map<string, DirectLock>>();
  for (const lock of direct) {
    const known = byProject.get(lock.project) ?? new Map<string, DirectLock>();
    byProject.set(lock.project, known);
    if (known.get(lock.name)?.subject === undefined) known.set(lock.name, lock);
  }
  const listedBy = (project: string) => byProject.get(project) ?? nobody;
  return {
    listedBy,
    lockedFor: (project, name) => listedBy(project).get(name)?.subject ?? hoisted?.get(name)?.subject,
  };
}
