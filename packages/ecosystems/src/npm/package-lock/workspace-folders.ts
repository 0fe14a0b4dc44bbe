import { asList, asMap, asText, type DocMap, type DocValue } from '@assay/documents';
import type { MemberSearch } from '@assay/model';
import { normalisePath } from '../project-path.js';

/** Decides whether a folder, as seen from the project, is a member of the project's workspace. */
export type IsWorkspaceFolder = (path: string) => boolean;

/** Real projects have a handful of patterns with `*`; these bounds keep any number of folders cheap to compare. */
const mostGlobs = 100;
const longestGlob = 256;

/**
 * Reads the `workspaces` of a project: a list, or a mapping with the list under `packages`. `*` stands for part of one path
 * segment, `**` for any number of segments, `{a,b}` for either; other signs for themselves. A pattern with a leading `!` is
 * passed over: what it takes out is still a folder that another pattern calls the project's own.
 */
export function readWorkspaces(project: DocMap | undefined): IsWorkspaceFolder {
  const literals = new Set<string>();
  const globs: (readonly string[])[] = [];
  for (const value of patternsOf(project)) {
    const pattern = asText(value) ?? '!';
    if (pattern.startsWith('!')) continue;
    if (!/[*{]/.test(pattern)) literals.add(normalisePath(pattern.replace(/^\//, '')));
    else if (pattern.length <= longestGlob) globs.push(...expand(pattern.replace(/^\//, '')).map(segmentsOf));
  }
  const compared = globs.filter(isSimple).slice(0, mostGlobs);
  return (path) => literals.has(path) || compared.some((glob) => matches(glob, path.split('/')));
}

/**
 * Where members of the project's workspace may lie, in the same patterns. Null where they cannot all be found by them: there are too many, or
 * one has signs of a pattern that are not read.
 */
export function readMemberSearch(project: DocMap | undefined): MemberSearch | null {
  const patterns = patternsOf(project).map((value) => asText(value) ?? '?');
  // Yarn 1 takes the sign of a negation for part of a name.
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
  if (wanted.some((pattern) => pattern.length > longestGlob || /[?[\]()\\]/.test(pattern))) return null;
  const globs = wanted.flatMap((pattern) => expand(pattern.replace(/^\//, '')).map(segmentsOf));
  if (globs.length === 0 || globs.length >= mostGlobs) return null;
  if (!globs.every((glob) => isSimple(glob) && glob.every(isVisible))) return null;
  return {
    isMember: (path) => globs.some((glob) => matches(glob, path.split('/'))),
    mayHold: (path) => globs.some((glob) => reaches(glob, path.split('/'))),
  };
}

/** Hidden folders and those further up are not searched. */
function isVisible(segment: string): boolean {
  return !segment.startsWith('.');
}

/** What lies below the folder may still match. */
function reaches(glob: readonly string[], path: readonly string[]): boolean {
  const deep = glob.indexOf('**');
  const fixed = deep < 0 ? glob : glob.slice(0, deep);
  if (deep < 0 && path.length >= glob.length) return false;
  return beginsWith(path, fixed.slice(0, path.length));
}

function patternsOf(project: DocMap | undefined): readonly DocValue[] {
  const field = project?.get('workspaces');
  return asList(field) ?? asList(asMap(field)?.get('packages')) ?? [];
}

function segmentsOf(pattern: string): readonly string[] {
  return normalisePath(pattern).split('/');
}

/** `a/{b,c}` is `a/b` and `a/c`. */
function expand(pattern: string): readonly string[] {
  let done: readonly string[] = [''];
  let rest = pattern;
  for (let open = rest.indexOf('{'); open >= 0; open = rest.indexOf('{')) {
    const close = rest.indexOf('}', open);
    if (close < 0) break;
    const choices = rest.slice(open + 1, close).split(',');
    const before = rest.slice(0, open);
    done = done.flatMap((start) => choices.map((choice) => `${start}${before}${choice}`)).slice(0, mostGlobs);
    rest = rest.slice(close + 1);
  }
  return done.map((start) => `${start}${rest}`);
}

/** At most one `**` in a pattern, and one `*` in a segment, so comparing takes time in proportion to the path. */
function isSimple(glob: readonly string[]): boolean {
  const deep = glob.filter((segment) => segment === '**').length;
  return deep <= 1 && glob.every((segment) => segment === '**' || segment.split('*').length <= 2);
}

function matches(glob: readonly string[], path: readonly string[]): boolean {
  const deep = glob.indexOf('**');
  if (deep < 0) return glob.length === path.length && beginsWith(path, glob);
  const tail = glob.slice(deep + 1);
  const atEnd = path.slice(path.length - tail.length);
  return path.length >= glob.length - 1 && beginsWith(path, glob.slice(0, deep)) && beginsWith(atEnd, tail);
}

function beginsWith(path: readonly string[], glob: readonly string[]): boolean {
  return glob.every((pattern, i) => segmentMatches(pattern, path[i] ?? ''));
}

function segmentMatches(pattern: string, segment: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === segment;
  const isLong = segment.length >= pattern.length - 1;
  return isLong && segment.startsWith(pattern.slice(0, star)) && segment.endsWith(pattern.slice(star + 1));
}
