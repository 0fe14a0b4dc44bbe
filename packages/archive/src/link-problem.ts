/** Where a link of an archive points. */

/** Why a target has no place in the package. */
type LinkProblem = 'link-absolute' | 'link-outside';

/**
 * Why a symbolic link at `key` may lead out, or null when it cannot. Judged by text alone, which is right only for targets
 * whose `..` all come first: after a name, `..` starts from wherever a link of that name leads. A backslash counts as a
 * slash: on Windows it is one.
 */
export function linkProblem(key: string, target: string): LinkProblem | null {
  const slashed = target.replaceAll('\\', '/');
  if (slashed.startsWith('/') || /^[a-z]:/i.test(slashed)) return 'link-absolute';
  const parts = slashed.split('/').filter((part) => part !== '' && part !== '.');
  const up = parts.findIndex((part) => part !== '..');
  const climbs = up < 0 ? parts.length : up;
  const winds = parts.lastIndexOf('..') >= climbs;
  return winds || climbs >= key.split('/').length ? 'link-outside' : null;
}

/**
 * True for a target that goes up again after a name, and by its text stays below the package's folder all the way. The text is right
 * where no name on the way is a link. False for names that a file system may read in another way.
 */
export function windsWithin(key: string, target: string): boolean {
  if (linkProblem(key, target) !== 'link-outside' || /[\\:]/.test(target)) return false;
  let depth = key.split('/').length - 1;
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' && /[. ]$/.test(part)) return false;
    depth += part === '..' ? -1 : 1;
    if (depth < 0) return false;
  }
  return depth > 0;
}
