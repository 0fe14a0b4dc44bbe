/** One entry of `licensePackages:`, joined with its profile. */

import {
  matchesPattern,
  type BundledLicense,
  type EcosystemId,
  type LicensePackage,
  type LicenseTokenExpectation,
} from '@assay/model';
import { given } from '../given.js';
import type { EntryPlace } from '../refuse.js';
import { contentProblem } from './content-problem.js';
import { fullContent, joinParts } from './join-parts.js';
import type { LicenseParts } from './license-parts.js';
import type { LicenseProfile } from './license-profile.js';
import type { LicensePackageDocument } from './license-shape.js';
import { readPackageName } from './package-name.js';
import { projectPath } from './project-path.js';
import { checksumsOf } from './read-checksums.js';
import { defaultCredentials } from './read-credentials.js';
import { contradiction } from './read-digests.js';
import { readParts } from './read-parts.js';
import { asksNothing, tokenProblem } from './token-problem.js';

/** An entry with what its profile says. Throws what `refuse` makes for one that is incomplete or contradicts itself. */
export function readLicensePackage(
  entry: LicensePackageDocument,
  profile: LicenseProfile,
  place: EntryPlace,
): LicensePackage {
  const { ecosystem } = profile;
  checkEcosystem(entry, ecosystem, place);
  const name = readName(entry, profile, place);
  const own = readParts(entry, { ...place, ecosystem });
  const version = readVersion(own, profile.parts, place);
  const parts = joinParts(profile.parts, own);
  const bundled = readBundled(entry.bundled);
  const { platform, source = null, redirects = [], checksums = [], namesakes = [], entitledUntil, contact } = parts;
  checkSource({ source, bundled }, entry, place);
  checkNamesakes(parts, place);
  const rules = readRules(parts, place);
  return {
    id: entry.id ?? (profile.name === null ? name : profile.id),
    profile: entry.profile ?? profile.id,
    vendor: entry.vendor ?? profile.vendor ?? (source === null ? name : new URL(source).host),
    ...{ ecosystem, name, version, ...given({ platform }) },
    versionIsLicenseId: parts.versionIsLicenseId ?? false,
    ...{ source, redirects, credentials: parts.credentials ?? defaultCredentials(ecosystem) },
    digests: parts.digests,
    checksums: checksums.map((each) => checksumsOf(each, { name, version })),
    ...rules,
    ...{ bundled, namesakes },
    locked: readLocked(parts, ecosystem, place),
    ...given({ entitledUntil, contact }),
    line: place.line,
  };
}

function checkEcosystem({ ecosystem }: LicensePackageDocument, own: EcosystemId, { path, refuse }: EntryPlace): void {
  if (ecosystem === undefined || ecosystem === own) return;
  throw refuse([...path, 'ecosystem'], `the profile is for ${own}`, 'Leave `ecosystem` out, or name another profile.');
}

function readName(entry: LicensePackageDocument, profile: LicenseProfile, place: EntryPlace): string {
  const path = [...place.path, 'name'];
  const text = entry.name ?? profile.name;
  if (text === null) {
    const hint = profile.names === null ? undefined : `The profile is for ${profile.names.join(', ')}.`;
    throw place.refuse(path, 'this key is missing: the name of the package', hint);
  }
  const name = readPackageName(text, { ...place, path, ecosystem: profile.ecosystem });
  const known = profile.name === null ? profile.names : [profile.name];
  if (known?.some((pattern) => matchesPattern(pattern, name)) ?? true) return name;
  const hint = 'Name another profile; without one, nothing is assumed about the vendor.';
  throw place.refuse(path, `the profile is for ${known?.join(', ') ?? ''}`, hint);
}

function readVersion(own: LicenseParts, profile: LicenseParts, { path, refuse }: EntryPlace): string {
  const version = own.version ?? profile.version;
  if (version === undefined) {
    const hint = 'Write the exact version that was bought; of Karafka, it is the licence’s id.';
    throw refuse([...path, 'version'], 'this key is missing: the version of the package', hint);
  }
  if (profile.version === undefined || profile.version === version) return version;
  const hint = 'Get the profile for this version from the vendor: its digests are those of the other.';
  throw refuse([...path, 'version'], `the profile is for version ${profile.version}`, hint);
}

function readBundled(document: LicensePackageDocument['bundled']): BundledLicense | null {
  if (document === undefined) return null;
  return { path: projectPath(typeof document === 'string' ? document : document.path) };
}

function checkSource(
  { source, bundled }: Pick<LicensePackage, 'source' | 'bundled'>,
  entry: LicensePackageDocument,
  { path, refuse }: EntryPlace,
): void {
  if (source !== null || bundled !== null) return;
  const hint =
    entry.source === 'none'
      ? 'Add `bundled`: the path of the licence in the project.'
      : 'Add `source`: the URL of the private registry; or `bundled`, where the licence lies in the project.';
  throw refuse([...path, 'source'], 'nothing says where the package is', hint);
}

/** A package is always the same as itself. */
function checkNamesakes({ namesakes = [], source }: LicenseParts, { path, refuse }: EntryPlace): void {
  const index = namesakes.findIndex(({ registry }) => registry === source);
  if (index < 0) return;
  const hint = 'Name public registries, in which somebody else could have taken the name.';
  throw refuse([...path, 'namesakes', index], 'this is the package’s own source', hint);
}

/** Bundler and npm lock what they download. */
function readLocked(
  { locked, source = null }: LicenseParts,
  ecosystem: EcosystemId,
  { path, refuse }: EntryPlace,
): boolean {
  if (locked !== true) return locked ?? (source !== null && (ecosystem === 'npm' || ecosystem === 'rubygems'));
  if (source !== null && (ecosystem === 'npm' || ecosystem === 'rubygems')) return true;
  if (source !== null && ecosystem === 'composer') {
    const hint = 'Leave `locked` out, and pin the package by its digest here or with `assay license record`.';
    throw refuse([...path, 'locked'], 'composer.lock is not read yet, so nothing would show that it is locked', hint);
  }
  const what = source === null ? 'what is not downloaded' : 'a plain file';
  throw refuse([...path, 'locked'], `no lockfile locks ${what}`, 'Leave `locked` out.');
}

function readRules(parts: LicenseParts, { path, refuse }: EntryPlace): Pick<LicensePackage, 'content' | 'token'> {
  if (contradiction(parts.digests) !== null) {
    const hint = 'Ask the vendor which is right; every digest here must hold.';
    throw refuse([...path, 'digests'], 'two digests of one algorithm differ, and no file has both', hint);
  }
  const problemOfToken = asksNothing(parts.token) ? null : tokenProblem(parts.token);
  const token = asksNothing(parts.token) ? null : fullToken(parts.token);
  const content = fullContent(parts.content);
  const problem = problemOfToken ?? contentProblem(content, token);
  if (problem !== null) throw refuse([...path, problem.key], problem.message, problem.hint);
  return { content, token };
}

/** Scheme and path are there: their absence is a problem that was told before. */
function fullToken({ scheme = 'opaque', path = '', ...token }: LicenseParts['token']): LicenseTokenExpectation {
  const { keys = [], fingerprints = [], claims = {}, ...others } = token;
  return { scheme, path, keys, fingerprints, claims, ...others };
}
