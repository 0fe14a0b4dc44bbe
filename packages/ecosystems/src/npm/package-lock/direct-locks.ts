import type { DirectLock, HoistedLock } from '@assay/model';
import { declaredLocks } from '../declared-locks.js';
import type { LockEntry } from './lock-entry.js';

/** What is known of a lockfile's entries. */
export interface DirectLocks {
  readonly entries: ReadonlyMap<string, LockEntry>;
  readonly isWorkspaceFolder: (path: string) => boolean;
  readonly subjectOf: (entry: LockEntry) => string | undefined;
}

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
  const { key, meta: fields, line } = project;
  return declaredLocks({ project: key === '' ? '.' : key, fields, line }, (name, spec) => {
    const entry = nearest(key, name, lock.entries);
    return { said: { spec }, subject: entry === undefined ? undefined : lock.subjectOf(entry) };
  });
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
