/** How installed files differ from the archive's. */

import type { ArchiveEntry, LicensePackage } from '@assay/model';

/** Paths of one kind of difference. */
export interface Difference {
  readonly code:
    'license-installed-added' | 'license-installed-built' | 'license-installed-changed' | 'license-installed-missing';
  readonly paths: readonly string[];
}

/**
 * The differences between the archive's files and those that lie on the disk, by path, type and content. Modes are not compared:
 * package managers and file systems set their own.
 */
export function differences(
  packed: readonly ArchiveEntry[],
  installed: readonly ArchiveEntry[],
  { ecosystem, content }: Pick<LicensePackage, 'ecosystem' | 'content'>,
): readonly Difference[] {
  const wanted = ecosystem === 'npm' ? asNpmUnpacks(packed, installed) : packed;
  const before = new Map(wanted.map((entry) => [entry.path, entry]));
  const now = new Map(installed.map((entry) => [entry.path, entry]));
  const added = installed.filter(({ path }) => !before.has(path));
  const mayBuild = content.allow.includes('extensions') || content.allow.includes('scripts');
  const isBuilt = (entry: ArchiveEntry) => mayBuild && isBuildProduct(entry);
  const isLeftOut = ({ type }: ArchiveEntry) => ecosystem === 'npm' && type === 'symlink';
  const all: readonly (readonly [Difference['code'], readonly ArchiveEntry[]])[] = [
    ['license-installed-added', added.filter((entry) => !isBuilt(entry))],
    ['license-installed-built', added.filter(isBuilt)],
    ['license-installed-changed', installed.filter((entry) => isChanged(before.get(entry.path), entry))],
    // npm makes no links.
    ['license-installed-missing', wanted.filter((entry) => !now.has(entry.path) && !isLeftOut(entry))],
  ];
  return all.flatMap(([code, entries]) =>
    entries.length === 0 ? [] : [{ code, paths: entries.map(({ path }) => path) }],
  );
}

const theirs = '.gitignore';
const ours = '.npmignore';

/** npm writes `.gitignore` as `.npmignore`, and leaves it out where there is one; pnpm unpacks it as it is. */
function asNpmUnpacks(packed: readonly ArchiveEntry[], installed: readonly ArchiveEntry[]): readonly ArchiveEntry[] {
  const isRenamed = ({ path }: ArchiveEntry) => path === theirs || path.endsWith(`/${theirs}`);
  if (!packed.some(isRenamed)) return packed;
  const names = new Set(packed.map(({ path }) => path));
  const now = new Set(installed.map(({ path }) => path));
  return packed.flatMap((entry) => {
    if (!isRenamed(entry) || now.has(entry.path)) return [entry];
    const path = `${entry.path.slice(0, -theirs.length)}${ours}`;
    return names.has(path) ? [] : [{ ...entry, path }];
  });
}

/** A file without a digest was not read: it is not known to be the same. */
function isChanged(wanted: ArchiveEntry | undefined, { type, sha256, linkTarget }: ArchiveEntry): boolean {
  if (wanted === undefined) return false;
  if (type !== wanted.type) return true;
  return type === 'file' ? sha256 === undefined || sha256 !== wanted.sha256 : linkTarget !== wanted.linkTarget;
}

const builtEndings: readonly string[] = [
  '.so',
  '.bundle',
  '.dll',
  '.dylib',
  '.node',
  '.o',
  '.obj',
  '.a',
  '.log',
  '.time',
];

/** What compilers leave behind. Nothing of it is known to be harmless. */
function isBuildProduct({ path, type }: ArchiveEntry): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return type === 'file' && (name === 'Makefile' || builtEndings.some((ending) => name.endsWith(ending)));
}
