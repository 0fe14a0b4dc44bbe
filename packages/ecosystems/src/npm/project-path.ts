/** Paths inside a project as lockfiles hold them: relative to the lockfile's folder, with `/`. */

import { shown } from './shown.js';

/**
 * A path in normal form: `.` and inner `..` resolved, no trailing `/`, backslashes read as `/`. Leading `..` and an absolute
 * path stay what they are, for whoever opens files to refuse. The project itself is `.`.
 */
export function normalisePath(text: string): string {
  const path = text.replaceAll('\\', '/');
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else kept.push(segment);
  }
  const joined = kept.join('/');
  if (path.startsWith('/')) return `/${joined}`;
  return joined === '' ? '.' : joined;
}

/** The path of `target` as seen from the project, when it was written relative to `folder`. */
export function pathFrom(folder: string, target: string): string {
  return target.startsWith('/') ? normalisePath(target) : normalisePath(`${folder}/${target}`);
}

/** True for a path in normal form that leaves the project: absolute, on a drive, in someone's home, or with leading `..`. */
export function isOutside(path: string): boolean {
  return /^(?:\/|~|[a-z]:|\.\.(?:\/|$))/i.test(path);
}

/** Why a folder cannot be taken for one of the project. */
export function outsideProblem(path: string): string {
  return `The folder ${shown(path)} lies outside the project: nothing of it was looked at.`;
}

/** True for file names npm takes for a package archive rather than a folder. */
export function isArchivePath(path: string): boolean {
  const name = path.toLowerCase();
  return name.endsWith('.tgz') || name.endsWith('.tar.gz') || name.endsWith('.tar');
}
