/**
 * Whether a lockfile is inside an artefact. What is shown is that the archive has these very bytes where the application's lockfile would
 * lie; not that what else is in it was installed from them.
 */

import {
  compareText,
  type ArchiveEntry,
  type ArchiveListing,
  type ArchiveProblem,
  type LockfileRef,
} from '@assay/model';

/** Where it is, or why that is not shown. */
export type Embedding = { readonly within: string } | { readonly why: string };

/**
 * About npm's way of unpacking packages, and nothing to an application's archive: whoever unpacks one keeps its paths. `./a` and `a` are
 * one path there, and here.
 */
const ofPackagesAlone: readonly string[] = ['name-outside-root', 'name-dot-start'];

/** Folders of other people's packages, each of which may bring a lockfile of its own. */
const dependencyFolders: readonly string[] = ['node_modules', 'vendor', 'gems', 'site-packages'];

/** Lockfiles that a package manager prefers, or may prefer, to one of that name. */
const preferred: Readonly<Record<string, readonly string[]>> = {
  'package-lock.json': ['npm-shrinkwrap.json'],
  'Gemfile.lock': ['gems.locked'],
  'gems.locked': ['Gemfile.lock'],
};

/**
 * The shallowest entry that is called as the lockfile is and has its digest, outside of folders of dependencies. Another file of that name,
 * or of one that is preferred to it, at the same depth or above it, which is none of the run's lockfiles, leaves open which one the application was installed from. An
 * archive that readers take for different things shows nothing.
 */
export function findEmbedded(lockfile: LockfileRef, all: readonly LockfileRef[], listing: ArchiveListing): Embedding {
  const ambiguous = ambiguityOf(listing);
  if (ambiguous !== null) return { why: ambiguous };
  const name = lockfile.path.slice(lockfile.path.lastIndexOf('/') + 1);
  const names = [name, ...(Object.hasOwn(preferred, name) ? (preferred[name] ?? []) : [])];
  const namesakes = listing.entries.flatMap((entry) => placeOf(entry, names)).sort(shallowestFirst);
  const found = namesakes.find(({ entry, path }) => isFile(entry, lockfile) && path.endsWith(name));
  if (found === undefined) return { why: `the archive has no ${name} with its bytes outside of dependencies' folders` };
  const known = new Set(all.map(({ digest }) => digest.value));
  const link = listing.entries.find((entry) => isLinkAbove(entry, found));
  if (link !== undefined)
    return { why: `${found.path} lies beneath a link of the archive, so it is unpacked elsewhere` };
  const rival = namesakes.find(({ entry, depth }) => depth <= found.depth && !known.has(entry.sha256 ?? ''));
  if (rival === undefined) return { within: found.path };
  return { why: `the archive has another file at ${rival.path}, which leaves open which of them is the application's` };
}

interface Place {
  readonly entry: ArchiveEntry;
  /** Without empty and `.` components. */
  readonly inner: string;
  /** The same, and the container it is in. */
  readonly path: string;
  readonly depth: number;
}

/** Names that differ by case are one file to some systems. */
function placeOf(entry: ArchiveEntry, names: readonly string[]): readonly Place[] {
  const parts = plainPath(entry.path);
  const isNamesake = names.some((name) => parts.at(-1)?.toLowerCase() === name.toLowerCase());
  if (!isNamesake || entry.type === 'directory' || parts.some((part) => dependencyFolders.includes(part.toLowerCase())))
    return [];
  const inner = parts.join('/');
  return [
    { entry, inner, path: entry.within === undefined ? inner : `${entry.within}!/${inner}`, depth: parts.length },
  ];
}

/** What lies beneath a link is written to where the link leads. */
function isLinkAbove(entry: ArchiveEntry, found: Place): boolean {
  if (entry.type !== 'symlink' && entry.type !== 'hardlink') return false;
  return entry.within === found.entry.within && found.inner.startsWith(`${plainPath(entry.path).join('/')}/`);
}

function plainPath(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

function isFile({ type, sha256 }: ArchiveEntry, { digest }: LockfileRef): boolean {
  return type === 'file' && digest.alg === 'sha256' && sha256 === digest.value;
}

function shallowestFirst(a: Place, b: Place): number {
  return a.depth - b.depth || compareText(a.path, b.path);
}

function ambiguityOf({ problems, complete }: ArchiveListing): string | null {
  const bad = problems.find((problem) => problem.severity !== 'note' && !ofPackagesAlone.includes(problem.code));
  if (bad !== undefined) return `the archive is not one that all readers take for the same (${told(bad)})`;
  return complete ? null : 'the archive could not be read to its end';
}

function told({ code, path }: ArchiveProblem): string {
  return path === undefined ? code : `${code}: ${path}`;
}
