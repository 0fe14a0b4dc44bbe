import { packageLockClaim } from '../manifest-claims/package-lock-claim.js';
import type { SubjectFacts } from '../inventory-draft.js';
import { readPins, type LockedPins } from '../locked-pins.js';
import { gitOf, readSource } from '../locked-source.js';
import { registryProblem } from '../registry-problem.js';
import { versionInUrl } from '../registry-url-form.js';
import { shown } from '../shown.js';
import { archiveFacts, plainFacts, tarball, unsupportedFacts, type PackageId } from '../subject-facts.js';
import type { BunPackage } from './bun-node.js';
import { gitProblem } from './git-tag.js';

/** What the rest of the lockfile says about a row. */
export interface RowContext {
  /** Purl of the package in whose archive it lies. */
  readonly within: string | null;
  /** Why the row must not stand for a folder, or null. */
  readonly folderProblem: string | null;
}

/** What a row locks, as bun would install it; null for the row of a member, which stands for the member. */
export function packageFacts(row: BunPackage, { within, folderProblem }: RowContext): SubjectFacts | null {
  const { resolution } = row;
  const id = { name: row.name, version: resolution.kind === 'release' ? resolution.version : '' };
  if (typeof row.path === 'string') return unsupportedFacts({ ...id, name: row.key }, row.path);
  const problem = row.problem ?? folderProblem;
  if (problem !== null) return unsupportedFacts(id, problem);
  if (within !== null) return plainFacts(id, { kind: 'bundled', within });
  switch (resolution.kind) {
    case 'release':
      return withClaims(releaseFacts(row, id), row);
    case 'located':
      return withClaims(locatedFacts(row, id), row);
    case 'folder':
      return plainFacts(id, { kind: 'directory', path: resolution.path });
    case 'project':
      return plainFacts(id, { kind: 'directory', path: '.' });
    case 'member':
      return null;
    case 'linked': {
      const name = shown(resolution.name);
      return unsupportedFacts(
        id,
        `The entry is whatever this machine has linked as ${name} (bun link): nothing of it is locked.`,
      );
    }
    case 'unknown':
      return unsupportedFacts(id, `The entry is locked as ${shown(resolution.text)}, which bun does not read.`);
  }
}

/** bun fetches the second part of the row as it stands; where it is empty, from the registry that its configuration names. */
function releaseFacts(row: BunPackage, id: PackageId): SubjectFacts {
  const problem = registryProblem(id);
  if (problem !== null) return unsupportedFacts(id, problem);
  const source = readSource(row.url);
  if (source.kind !== 'none' && source.kind !== 'http') {
    return unsupportedFacts(id, `The entry is fetched from ${shown(row.url)}, which is no URL of an archive.`);
  }
  const url = source.kind === 'http' ? source.url : undefined;
  return archiveFacts(id, { kind: 'registry' }, tarball(id, readPins(row.integrity), url));
}

function locatedFacts(row: BunPackage, id: PackageId): SubjectFacts {
  if (row.resolution.kind !== 'located') return unsupportedFacts(id, 'The entry has no location.');
  const { source } = row.resolution;
  const pins = readPins(row.integrity);
  switch (source.kind) {
    case 'git': {
      const problem = gitProblem(source, row.tag);
      return problem === null ? plainFacts(id, gitOf(source)) : unsupportedFacts(id, problem);
    }
    case 'archive':
      return archiveFacts(id, { kind: 'archive', path: source.path }, tarball(id, pins));
    case 'http':
      return urlFacts(id.name, source.url, pins);
  }
}

/** The URL under which a registry serves this very package says the version, which the row does not. */
function urlFacts(name: string, url: string, pins: LockedPins): SubjectFacts {
  const id = { name, version: versionInUrl(url, name) };
  const fromRegistry = id.version !== '' && registryProblem(id) === null;
  return archiveFacts(id, fromRegistry ? { kind: 'registry' } : { kind: 'url', url }, tarball(id, pins, url));
}

/** Only an archive has a manifest to compare with. */
function withClaims(facts: SubjectFacts, row: BunPackage): SubjectFacts {
  return facts.files.length === 0 ? facts : { ...facts, claims: [packageLockClaim(facts.name, row.info)] };
}
