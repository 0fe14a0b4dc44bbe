/** Which locked packages a person means. */

import type { Subject } from '@assay/model';

/**
 * All subjects that `wanted` names: a subject id, a purl (with or without its version, `@` of a scope escaped or not), a name, or
 * name and version as `name@1.0.0`, `name 1.0.0` or `name (1.0.0)`. Compared as text, never as a pattern.
 */
export function findSubjects(subjects: readonly Subject[], wanted: string): readonly Subject[] {
  const text = wanted.trim();
  const purl = text.startsWith('pkg:') ? text.replace('/@', '/%40') : text;
  return subjects.filter((subject) => isCalled(subject, text) || isPurlOf(subject, purl));
}

function isCalled({ id, name, version }: Subject, text: string): boolean {
  return [id, name, `${name}@${version}`, `${name} ${version}`, `${name} (${version})`].includes(text);
}

function isPurlOf({ purl }: Subject, text: string): boolean {
  return purl === text || purl.slice(0, Math.max(0, purl.lastIndexOf('@'))) === text;
}
