/** What is odd about a name in a ZIP archive, beside what is odd about it in any archive. */

import type { ProblemCode } from './archive-problems.js';
import { readEntryPath, type EntryPath, type PathRules } from './entry-path.js';

/** Clients take a ZIP archive's paths as they are. */
const zipRules: PathRules = { stripFirst: false, cutsSpaces: false };

/** C0 and C1 controls and DEL. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const control = /[\u0001-\u001f\u007f-\u009f]/;

/** Reads a name; what Info-ZIP's unzip would change in it is refused. */
export function readZipPath(path: string): EntryPath {
  const read = readEntryPath(path, zipRules);
  const more = unzipProblems(path);
  if (more.length === 0) return read;
  return { ...read, problems: [...read.problems.filter((code) => code !== 'name-control'), ...more] };
}

/** unzip leaves control characters out, cuts a version (`;1`) off as VMS had it, and writes `_` for a last `.`. */
function unzipProblems(path: string): readonly ProblemCode[] {
  const problems: ProblemCode[] = [];
  const name = path.endsWith('/') ? path.slice(0, -1) : path;
  const last = name.slice(name.lastIndexOf('/') + 1);
  if (control.test(path)) problems.push('zip-name-control');
  if (hasVersion(last)) problems.push('zip-name-version');
  if (last === '.') problems.push('zip-name-dot');
  return problems;
}

function hasVersion(name: string): boolean {
  const semicolon = name.lastIndexOf(';');
  return semicolon >= 0 && [...name.slice(semicolon + 1)].every((char) => char >= '0' && char <= '9');
}
