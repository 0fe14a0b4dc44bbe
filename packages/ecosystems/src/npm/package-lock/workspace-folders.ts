import { asList, asMap, asText, type DocMap } from '@assay/documents';
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
  const field = project?.get('workspaces');
  const literals = new Set<string>();
  const globs: (readonly string[])[] = [];
  for (const value of asList(field) ?? asList(asMap(field)?.get('packages')) ?? []) {
    const pattern = asText(value) ?? '!';
    if (pattern.startsWith('!')) continue;
    if (!/[*{]/.test(pattern)) literals.add(normalisePath(pattern.replace(/^\//, '')));
    else if (pattern.length <= longestGlob) globs.push(...expand(pattern.replace(/^\//, '')).map(segmentsOf));
  }
  const compared = globs.filter(isSimple).slice(0, mostGlobs);
  return (path) => literals.has(path) || compared.some((glob) => matches(glob, path.split('/')));
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
