import { asMap, asText, type DocMap, type DocValue } from '@assay/documents';
import { withoutCredentials } from '@assay/model';
import type { SubjectFacts } from '../inventory-draft.js';
import { isSet, readPins } from '../locked-pins.js';
import { gitOf, isCommit, readSource } from '../locked-source.js';
import { baseOf } from '../package-name.js';
import { isArchivePath, normalisePath } from '../project-path.js';
import { hasRegistryForm } from '../registry-url-form.js';
import { registryProblem } from '../registry-problem.js';
import { shown } from '../shown.js';
import { archiveFacts, folderFacts, plainFacts, tarball, unsupportedFacts, type PackageId } from '../subject-facts.js';
import type { DependencyPath } from './dependency-path.js';
import { gitArchiveCommit } from './git-archive.js';
import type { PnpmPackage } from './pnpm-packages.js';

/** A package entry under examination. */
interface PackageEntry {
  readonly id: PackageId;
  readonly path: DependencyPath;
  readonly resolution: DocMap;
}

/** What an entry of `packages` locks, as pnpm would install it. */
export function packageFacts({ key, path, meta }: PnpmPackage): SubjectFacts {
  if (path === null) return unsupportedFacts({ name: key, version: '' }, 'The key is not a name and a version.');
  const id = { name: path.name, version: versionOf(path, meta) };
  if (meta === undefined) return unsupportedFacts(id, 'The snapshot has no entry under packages.');
  if (path.problem !== undefined) return unsupportedFacts(id, path.problem);
  const resolution = asMap(meta.get('resolution'));
  if (resolution === undefined) return unresolvedFacts(id, path);
  return path.isVersion ? releaseFacts({ id, path, resolution }) : otherFacts({ id, path, resolution });
}

/** The version pnpm installs: the entry's own field, which stands above the key's. */
function versionOf(path: DependencyPath, meta: DocMap | undefined): string {
  return asText(meta?.get('version')) ?? (path.isVersion ? path.reference : '');
}

/** A folder needs no resolution; nothing else goes without. */
function unresolvedFacts(id: PackageId, path: DependencyPath): SubjectFacts {
  const folder = path.reference.startsWith('file:') ? path.reference.slice('file:'.length) : null;
  if (folder === null || isArchivePath(folder)) return unsupportedFacts(id, 'The entry has no resolution.');
  return folderFacts(id, normalisePath(folder));
}

/** A key that is a name and a version promises a registry package, and pnpm refuses any other resolution. */
function releaseFacts({ id, path, resolution }: PackageEntry): SubjectFacts {
  const problem = registryProblem(id) ?? releaseProblem(path, resolution);
  if (problem !== null) return unsupportedFacts(id, problem);
  const url = urlIn(resolution.get('tarball')) ?? urlUnder(urlIn(resolution.get('registry')), id);
  return archiveFacts(id, { kind: 'registry' }, tarball(id, readPins(resolution.get('integrity')), url));
}

function urlIn(value: DocValue | undefined): string | undefined {
  const source = readSource(value);
  return source.kind === 'http' ? source.url : undefined;
}

/** pnpm up to 6 asks the registry that an entry names before the one that is configured. */
function urlUnder(registry: string | undefined, { name, version }: PackageId): string | undefined {
  if (registry === undefined) return undefined;
  return `${registry.endsWith('/') ? registry : `${registry}/`}${name}/-/${baseOf(name)}-${version}.tgz`;
}

function releaseProblem(path: DependencyPath, resolution: DocMap): string | null {
  if (path.registryPrefix !== undefined) {
    return `The package comes from the registry that pnpm's configuration calls ${shown(path.registryPrefix)}.`;
  }
  if (resolution.has('revision')) return 'The entry pins a revision of the registry, which Assay does not read.';
  const type = asText(resolution.get('type'));
  const source = readSource(resolution.get('tarball'));
  if (type !== undefined || asText(resolution.get('gitHosted')) === 'true') return mismatch;
  if (source.kind === 'none') return null;
  return source.kind === 'http' && gitArchiveCommit(source.url) === null ? null : mismatch;
}

const mismatch = 'The key names a registry package, but its resolution is none.';

function otherFacts(entry: PackageEntry): SubjectFacts {
  const { id, path, resolution } = entry;
  const type = asText(resolution.get('type'));
  if (path.reference.startsWith('runtime:')) return unsupportedFacts(id, 'The entry is a JavaScript runtime.');
  switch (type) {
    case undefined:
      return tarballFacts(entry);
    case 'directory':
      if (isSet(resolution.get('integrity')))
        return unsupportedFacts(id, 'The entry is a folder and has an integrity.');
      return folderFacts(id, normalisePath(asText(resolution.get('directory')) ?? ''));
    case 'git':
      return gitFacts(id, resolution);
    default:
      return unsupportedFacts(id, `A resolution of type ${shown(type)} cannot be judged.`);
  }
}

function gitFacts(id: PackageId, resolution: DocMap): SubjectFacts {
  const repository = asText(resolution.get('repo'));
  if (repository === undefined) return unsupportedFacts(id, 'The git resolution has no repository.');
  const commit = asText(resolution.get('commit')) ?? '';
  const { url } = withoutCredentials(repository);
  return plainFacts(id, { kind: 'git', url, ...(isCommit(commit) ? { commit } : {}) });
}

function tarballFacts({ id, path, resolution }: PackageEntry): SubjectFacts {
  const stated = resolution.get('tarball');
  const source = readSource(stated === undefined && path.reference.startsWith('file:') ? path.reference : stated);
  const pins = readPins(resolution.get('integrity'));
  switch (source.kind) {
    case 'archive':
    case 'directory':
      return archiveFacts(id, { kind: 'archive', path: source.path }, tarball(id, pins));
    case 'http':
      return urlFacts(id, source.url, tarball(id, pins, source.url));
    case 'git':
      return plainFacts(id, gitOf(source));
    default:
      return unsupportedFacts(id, 'The resolution names no archive.');
  }
}

/** pnpm knows the archives that git hosts make of a commit by their URL; `gitHosted` alone proves nothing. */
function urlFacts(id: PackageId, url: string, file: ReturnType<typeof tarball>): SubjectFacts {
  const commit = gitArchiveCommit(url);
  if (commit !== null) return plainFacts(id, { kind: 'git', url, commit });
  const fromRegistry = hasRegistryForm(url, id) && registryProblem(id) === null;
  return archiveFacts(id, fromRegistry ? { kind: 'registry' } : { kind: 'url', url }, file);
}
