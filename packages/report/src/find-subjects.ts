/** Which locked packages a person means. */

import type { Inventory, Subject } from '@assay/model';

/**
 * All subjects that `wanted` names: a subject id, a purl (with or without its version, `@` of a scope escaped or not), a name,
 * name and version as `name@1.0.0`, `name 1.0.0` or `name (1.0.0)`, the key of a lockfile's entry, or the name of the folder it
 * is installed to (an alias). Compared as text, never as a pattern.
 */
export function findSubjects({ subjects, occurrences }: Inventory, wanted: string): readonly Subject[] {
  const text = wanted.trim();
  const purl = text.startsWith('pkg:') ? text.replace('/@', '/%40') : text;
  const placed = new Set(
    occurrences.filter(({ path }) => path === text || folderName(path) === text).map(({ subject }) => subject),
  );
  return subjects.filter((subject) => placed.has(subject.id) || isCalled(subject, text) || isPurlOf(subject, purl));
}

/** The last segment of an entry's key, with its scope: `@scope/lp` of `node_modules/a/node_modules/@scope/lp`. */
export function folderName(path: string): string {
  const last = path.lastIndexOf('/');
  const scope = path.lastIndexOf('/', last - 1);
  return last > 0 && path.charAt(scope + 1) === '@' ? path.slice(scope + 1) : path.slice(last + 1);
}

function isCalled({ id, name, version }: Subject, text: string): boolean {
  return [id, name, `${name}@${version}`, `${name} ${version}`, `${name} (${version})`].includes(text);
}

function isPurlOf({ purl }: Subject, text: string): boolean {
  return purl === text || purl.slice(0, Math.max(0, purl.lastIndexOf('@'))) === text;
}
