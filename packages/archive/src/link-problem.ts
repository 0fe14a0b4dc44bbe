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
