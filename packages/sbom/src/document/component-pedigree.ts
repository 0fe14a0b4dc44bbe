import type { Component, Pedigree } from '../cyclonedx/index.js';
import type { SubjectContext } from './build-context.js';

const patched: Pedigree = {
  patches: [{ type: 'unofficial' }],
  notes:
    'The package manager patches it after unpacking: the hashes are those of the archive before. The lockfile does not hold the patch.',
};

/** Commits of git sources; that a package is patched locally, where the lockfile says so. */
export function componentPedigree({ subject, context, occurrences }: SubjectContext): Pick<Component, 'pedigree'> {
  const { source } = subject;
  if (source.kind === 'git')
    return source.commit === undefined ? {} : { pedigree: { commits: [{ uid: source.commit }] } };
  if (context.patched.size === 0) return {};
  const isPatched = occurrences.some(({ lockfile, line }) => context.patched.has(`${lockfile}\0${String(line)}`));
  return isPatched ? { pedigree: patched } : {};
}
