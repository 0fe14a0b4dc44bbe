/** What is asked of every copy: a request that is fit to name files, and how its answers are shown. */

import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { CopiesWanted, EvidenceRequest } from '@assay/model';
import { attempt } from './system-code.js';

/** Where copies are looked for. Everything is passed in: nothing here looks at `process`. */
export interface CopiesPlace {
  /** The project's folder. */
  readonly projectRoot: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder; null where there is none. */
  readonly home: string | null;
}

/** A request, made ready. */
export interface CopyQuestion {
  readonly request: EvidenceRequest;
  readonly wanted: CopiesWanted;
  /** Files of an unpacked package whose content is wanted: path below its root to the name that it was asked under. */
  readonly members: ReadonlyMap<string, string>;
  /** A path as it may be shown: below the project, below `~`, or as it is. */
  readonly shown: (path: string) => string;
}

/**
 * The question of a request; text where names in it are not such as the ecosystem's registry accepts: they become parts of paths, so
 * that nothing else may come that far.
 */
export function copyQuestion(request: EvidenceRequest, shown: CopyQuestion['shown']): CopyQuestion | string {
  const wanted = request.copies;
  if (request.kind !== 'copies' || wanted === undefined) return 'The request is not one for copies of a package.';
  const refused = refusedName(request, wanted);
  if (refused !== null) return refused;
  return { request, wanted, members: treeMembers(request.listing), shown };
}

const part = /^[A-Za-z0-9_][A-Za-z0-9._+-]*$/u;

function refusedName({ ecosystem }: EvidenceRequest, { phase, name, version, platform }: CopiesWanted): string | null {
  // No path is made of them there.
  if (phase === 'bundled' || ecosystem === 'generic') return null;
  if (!namePattern(ecosystem, name)) return 'The name of the package is none that its registry accepts.';
  if (!isPart(version)) return 'The version of the package is none that its registry accepts.';
  if (platform !== undefined && !isPart(platform)) return 'The platform of the package is none.';
  return null;
}

function isPart(text: string): boolean {
  return text.length <= 200 && part.test(text);
}

/** `name`, and for npm also `@scope/name`, for Composer always `vendor/name`. */
function namePattern(ecosystem: string, name: string): boolean {
  const parts = name.split('/');
  const isScoped = ecosystem === 'composer' || (ecosystem === 'npm' && name.startsWith('@'));
  if (parts.length !== (isScoped ? 2 : 1)) return false;
  return parts.every((text, index) => isPart(ecosystem === 'npm' && index === 0 && isScoped ? text.slice(1) : text));
}

const gemData = 'data.tar.gz!/';

/** A gem's own files are members of the archive inside; what lies around that (its metadata) is nowhere once it is unpacked. */
function treeMembers(listing: EvidenceRequest['listing']): CopyQuestion['members'] {
  const names = listing?.members ?? [];
  if (listing?.format !== 'gem') return new Map(names.map((name) => [name, name]));
  const nested = names.filter((name) => name.startsWith(gemData));
  return new Map(nested.map((name) => [name.slice(gemData.length), name]));
}

/** How paths are shown for a project. */
export function showPath({ projectRoot, home }: CopiesPlace): (path: string) => string {
  const roots = [resolve(projectRoot), realPathOr(projectRoot)];
  const homes = home === null ? [] : [resolve(home), realPathOr(home)];
  return (path) => {
    const inProject = roots.map((root) => below(root, path)).find((rest) => rest !== null);
    if (inProject !== undefined) return inProject === '' ? '.' : inProject;
    const inHome = homes.map((root) => below(root, path)).find((rest) => rest !== null);
    return inHome === undefined ? path : `~/${inHome}`;
  };
}

/** The real path; the given one, made absolute, where it cannot be told. */
export function realPathOr(path: string): string {
  return attempt(
    () => realpathSync.native(path),
    () => resolve(path),
  );
}

/** The way from a folder to what lies in it, with `/`; null for what lies elsewhere. */
export function below(folder: string, path: string): string | null {
  const way = relative(folder, path);
  return isAbsolute(way) || way === '..' || way.startsWith(`..${sep}`) ? null : way.replaceAll(sep, '/');
}
