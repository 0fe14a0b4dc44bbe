/** Where a link of an archive points. */

/** Why a target has no place in the package. */
export type LinkProblem = 'link-absolute' | 'link-outside';

/**
 * The key a symbolic link at `key` points to, or why it points nowhere inside. Resolved by text alone, which is right
 * because no link may lie beneath another. A backslash counts as a slash: on Windows it is one.
 */
export function symlinkTarget(key: string, target: string): { readonly key: string } | LinkProblem {
  const folder = key.split('/').slice(0, -1);
  return resolve(folder, target);
}

/** The key of the entry a hard link's target names, which is a path in the archive like an entry's own. */
export function hardlinkTarget(target: string): { readonly key: string } | LinkProblem {
  return resolve([], target);
}

function resolve(folder: readonly string[], target: string): { readonly key: string } | LinkProblem {
  const slashed = target.replaceAll('\\', '/');
  if (slashed.startsWith('/') || /^[a-z]:/i.test(slashed)) return 'link-absolute';
  const parts = [...folder];
  for (const part of slashed.split('/')) {
    if (part === '..' && parts.pop() === undefined) return 'link-outside';
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  return { key: parts.join('/') };
}
