import type { LockedSource } from '../locked-source.js';
import { shown } from '../shown.js';

/**
 * Why the last part of a repository's row does not belong to the commit in its first; null when it does. bun shows the first and, for
 * git, checks out the last: whoever edits a lockfile could let a reviewer read one commit and have another installed. For GitHub the
 * last part is `<owner>-<repository>-<commit>`, each side as long as bun cared to write it.
 */
export function gitProblem(source: Extract<LockedSource, { kind: 'git' }>, tag: string): string | null {
  const commit = shortCommit(source.url);
  const tagged = tag.slice(tag.lastIndexOf('-') + 1);
  const agree = commit !== '' && tagged !== '' && (commit.startsWith(tagged) || tagged.startsWith(commit));
  if (agree && Math.min(commit.length, tagged.length) >= shortest) return null;
  return `The entry names the commit ${shown(commit)} and has bun check out ${shown(tag)}.`;
}

/** What git itself shows of a commit. */
const shortest = 7;

function shortCommit(url: string): string {
  const hash = url.indexOf('#');
  return hash < 0 ? '' : url.slice(hash + 1);
}
