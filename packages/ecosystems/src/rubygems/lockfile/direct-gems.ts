import { groupBy, type DirectLock } from '@assay/model';
import type { LockDependency } from './lock-dependency.js';
import type { SubjectDraft } from './lock-subjects.js';

/** What `DEPENDENCIES` repeats of the Gemfile, and what is locked for it: several versions where platforms differ. */
export function directGems(direct: readonly LockDependency[], drafts: readonly SubjectDraft[]): readonly DirectLock[] {
  const byName = groupBy(drafts, ({ name }) => name);
  return direct.flatMap(({ name, requirements, line }): readonly DirectLock[] => {
    const lock = { project: '.', name, spec: requirements.join(', '), scope: 'prod', line } as const;
    const locked = byName.get(name) ?? [];
    return locked.length === 0 ? [lock] : locked.map(({ id }) => ({ ...lock, subject: id }));
  });
}
