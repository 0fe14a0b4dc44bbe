import { asMap, asText } from '@assay/documents';
import type { DirectLock, HoistedLock, Scope } from '@assay/model';
import type { LockEntry } from './lock-entry.js';

/** What is known of a lockfile's entries. */
export interface DirectLocks {
  readonly entries: ReadonlyMap<string, LockEntry>;
  readonly isWorkspaceFolder: (path: string) => boolean;
  readonly subjectOf: (entry: LockEntry) => string | undefined;
}

/** A name counts where it stands first. */
const sections: readonly (readonly [string, Scope])[] = [
  ['optionalDependencies', 'optional'],
  ['dependencies', 'prod'],
  ['devDependencies', 'dev'],
  ['peerDependencies', 'peer'],
];

/** What the lockfile repeats of the project's package.json and of those of its members, and what is locked for that. */
export function directLocks(lock: DirectLocks): readonly DirectLock[] {
  const direct: DirectLock[] = [];
  for (const entry of lock.entries.values()) {
    const { kind } = entry.location;
    if (kind === 'project' || (kind === 'folder' && lock.isWorkspaceFolder(entry.key)))
      direct.push(...locksOf(entry, lock));
  }
  return direct;
}

function locksOf(project: LockEntry, lock: DirectLocks): readonly DirectLock[] {
  const locks = new Map<string, DirectLock>();
  for (const [title, scope] of sections) {
    const section = asMap(project.meta.get(title));
    for (const [name, value] of section?.entries() ?? []) {
      if (locks.has(name)) continue;
      const entry = nearest(project.key, name, lock.entries);
      const subject = entry === undefined ? undefined : lock.subjectOf(entry);
      locks.set(name, {
        project: project.key === '' ? '.' : project.key,
        name,
        spec: asText(value) ?? '',
        scope,
        line: section?.lineOf(name) ?? project.line,
        ...(subject === undefined ? {} : { subject }),
      });
    }
  }
  return [...locks.values()];
}

/** Node's lookup: the folder's own `node_modules`, then each folder's above. */
function nearest(key: string, name: string, entries: ReadonlyMap<string, LockEntry>): LockEntry | undefined {
  for (let folder = key; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const entry = entries.get(folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`);
    if (entry !== undefined || folder === '') return entry;
  }
}

/** Everything at the top: any project of the tree finds it there by name. */
export function hoistedLocks({ entries, subjectOf }: DirectLocks): ReadonlyMap<string, HoistedLock> {
  const hoisted = new Map<string, HoistedLock>();
  for (const entry of entries.values()) {
    if (entry.location.kind !== 'package' || entry.location.owner !== '') continue;
    const subject = subjectOf(entry);
    if (subject !== undefined) hoisted.set(entry.location.name, { line: entry.line, subject });
  }
  return hoisted;
}
