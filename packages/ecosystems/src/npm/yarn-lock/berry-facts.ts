import { asText } from '@assay/documents';
import { withoutCredentials } from '@assay/model';
import type { SubjectFacts } from '../inventory-draft.js';
import type { LockedPins } from '../locked-pins.js';
import { isCommit } from '../locked-source.js';
import { writeClaim } from '../manifest-claims/claim.js';
import { isArchivePath, isOutside, normalisePath, outsideProblem, pathFrom } from '../project-path.js';
import { hasRegistryForm } from '../registry-url-form.js';
import { registryProblem } from '../registry-problem.js';
import { shown } from '../shown.js';
import { archiveFacts, folderFacts, plainFacts, tarball, unsupportedFacts, type PackageId } from '../subject-facts.js';
import { readChecksum } from './berry-checksum.js';
import { berryWants, type BerryEntry } from './berry-entry.js';
import { decoded, parseIdent, parseRange, type BerryIdent, type BerryRange } from './berry-locator.js';
import type { Resolutions } from './resolutions.js';

/** What an entry is read with. */
export interface BerryContext {
  readonly resolutions: Resolutions;
  /** What the lockfile’s own section says made its checksums. Attacker-controlled. */
  readonly cacheKey: string;
}

/** What an entry locks, as Yarn 2 and later install it. Patches have no facts of their own: what they change is fetched as another entry. */
export function berryFacts(entry: BerryEntry, context: BerryContext): SubjectFacts {
  const { locator } = entry;
  if (locator === null) {
    const name = entry.descriptors[0] ?? '';
    return unsupportedFacts({ name, version: entry.version }, 'The entry does not say what it is resolved to.');
  }
  const facts = locatedFacts(entry, locator, context);
  return facts.files.length === 0 ? facts : { ...facts, claims: [claimOf(entry, context.resolutions)] };
}

function locatedFacts(entry: BerryEntry, { name, range }: BerryIdent, { cacheKey }: BerryContext): SubjectFacts {
  const id = { name, version: entry.version };
  const problem = placeProblem(entry, range);
  if (problem !== null) return unsupportedFacts(id, problem);
  const pins = pinsOf(entry, cacheKey);
  switch (range.protocol) {
    case 'npm:':
      return releaseFacts(pins, id, range);
    case 'workspace:':
    case 'link:':
    case 'portal:':
      return rangeFolderFacts(id, range);
    case 'file:':
      return isArchivePath(range.source) ? projectArchiveFacts(pins, id, range) : rangeFolderFacts(id, range);
    case 'exec:':
      return unsupportedFacts(
        id,
        `Yarn makes the package by running the script ${shown(range.source)}; nothing of it was looked at.`,
      );
    default:
      return remoteFacts(pins, id, range);
  }
}

const places: ReadonlySet<string> = new Set(['file:', 'link:', 'portal:']);

/**
 * Why an entry cannot stand for a file or folder of the project, in one sentence; null where it stands for none, or where everybody
 * asks for one: Yarn writes a rule of `resolutions` into the key. Whoever edits a lockfile could else put a file of the checkout, which
 * no registry speaks for, in the place of any package.
 */
function placeProblem({ descriptors }: BerryEntry, range: BerryRange): string | null {
  if (!places.has(range.protocol)) return null;
  const other = descriptors.find((text) => parseIdent(text)?.range.protocol !== range.protocol);
  if (other === undefined) return null;
  return `${shown(range.source)} is locked in the place of ${shown(other)}, which asks for no file or folder of the project.`;
}

/** Yarn fetches the version in the reference, whatever the field `version` says. */
function releaseFacts(pins: LockedPins, { name }: PackageId, range: BerryRange): SubjectFacts {
  const id = { name, version: range.source };
  const problem = registryProblem(id) ?? referenceProblem(range);
  if (problem !== null) return unsupportedFacts(id, problem);
  const stated = range.parameters.get('__archiveUrl');
  const url = stated === undefined ? undefined : withoutCredentials(stated).url;
  return archiveFacts(id, { kind: 'registry' }, tarball(id, pins, url));
}

/** Yarn takes the archive’s URL from there, and knows nothing else. */
function referenceProblem({ selector, parameters }: BerryRange): string | null {
  const unknown = [...parameters.keys()].find((key) => key !== '__archiveUrl');
  if (selector !== null) return `The reference has the selector ${shown(selector)}, which none of a registry has.`;
  if (unknown !== undefined) return `The reference has the parameter ${shown(unknown)}, which is not understood.`;
  return parameters.get('__archiveUrl') === '' ? 'The reference names no URL, or more than one.' : null;
}

function rangeFolderFacts(id: PackageId, range: BerryRange): SubjectFacts {
  const path = projectPath(range);
  if (path === null)
    return unsupportedFacts(id, `The folder ${shown(range.source)} belongs to a package that is not of the project.`);
  return folderFacts(id, path);
}

/** A path as seen from the project: it was written as seen from the member of the workspace that `locator` names. */
function projectPath({ source, protocol, parameters }: BerryRange): string | null {
  if (protocol === 'workspace:') return normalisePath(source);
  const path = source.startsWith('~/') ? source.slice('~/'.length) : source;
  const owner = parameters.get('locator');
  if (owner === undefined || path !== source) return normalisePath(path);
  const range = parseIdent(owner)?.range;
  return range?.protocol === 'workspace:' ? pathFrom(range.source, path) : null;
}

function projectArchiveFacts(pins: LockedPins, id: PackageId, range: BerryRange): SubjectFacts {
  const path = projectPath(range);
  if (path === null)
    return unsupportedFacts(id, `The file ${shown(range.source)} belongs to a package that is not of the project.`);
  if (isOutside(path)) return unsupportedFacts(id, outsideProblem(path));
  return archiveFacts(id, { kind: 'archive', path }, tarball(id, pins));
}

/** Repositories have `commit=` in their selector; what else has a URL is an archive. */
function remoteFacts(pins: LockedPins, id: PackageId, range: BerryRange): SubjectFacts {
  const { url } = withoutCredentials(`${range.protocol}${range.source}`);
  const selected = new URLSearchParams(range.selector ?? '');
  const commits = selected.getAll('commit');
  if (commits.length > 0) {
    const [commit = ''] = commits;
    return plainFacts(id, { kind: 'git', url, ...(commits.length === 1 && isCommit(commit) ? { commit } : {}) });
  }
  if (range.protocol !== 'https:' && range.protocol !== 'http:') {
    return unsupportedFacts(id, `${shown(range.text)} is of a kind that Assay does not read.`);
  }
  const file = tarball(id, pins, url);
  const fromRegistry = hasRegistryForm(url, id) && registryProblem(id) === null;
  return archiveFacts(id, fromRegistry ? { kind: 'registry' } : { kind: 'url', url }, file);
}

/** Room for every platform that there is. */
const longestConditions = 2000;

/**
 * Yarn writes no checksum for a package that is installed on some platforms only, and compares none. Whether it is one, the registry
 * says; the lockfile may say anything. A checksum of another kind of archive than the lockfile’s is replaced, and not compared.
 */
function pinsOf({ fields }: BerryEntry, cacheKey: string): LockedPins {
  const checksum = readChecksum(asText(fields.get('checksum')));
  const { pins, malformedPins } = checksum;
  if (pins.length > 0) {
    const kind = checksum.cacheKey === '' ? cacheKey : checksum.cacheKey;
    return { pins, malformedPins, archiveKind: kind, ...(kind === cacheKey ? {} : { replaceable: true }) };
  }
  const conditions =
    malformedPins.length > 0 ? undefined : asText(fields.get('conditions'))?.slice(0, longestConditions);
  return { pins, malformedPins, ...(conditions === undefined ? {} : { unpinnable: conditions }) };
}

/** What the project’s `resolutions` replace is not what the package asks for. */
function claimOf(entry: BerryEntry, resolutions: Resolutions): string {
  const own = berryWants(entry).filter(({ name }) => !resolutions.has(name));
  const direct = own.map(({ name, range }) => [name, asManifest(range)] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  return writeClaim({ client: 'yarn', direct, extended: true });
}

/** As a manifest has it: to Yarn `npm:latest` is a tag of the very package, in a package.json it would be an alias. */
function asManifest(range: string): string {
  const { protocol, source } = parseRange(range);
  return protocol === 'npm:' && !source.includes('@') ? range.slice(protocol.length) : range;
}

/** The reference of what a patch changes; null for what is no patch, or one of nothing. */
export function patchedResolution({ locator }: BerryEntry): string | null {
  return locator?.range.protocol === 'patch:' ? decoded(locator.range.source) : null;
}

/** The patches that are laid over a package: files of the project, or Yarn’s own (`builtin<…>`). */
export function patchNames({ locator }: BerryEntry): readonly string[] {
  return (locator?.range.selector ?? '').split('&').map((name) => name.replace(/^(?:~|optional!)/, ''));
}
