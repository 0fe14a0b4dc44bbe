/** `licensePackages:` of a policy. */

import { type LicensePackage, type PublisherEntry } from '@assay/model';
import { readAllowed } from '../read-publisher.js';
import type { EntryPlace } from '../refuse.js';
import type { LicensePackageDocument } from './license-shape.js';
import type { LicenseProfile } from './license-profile.js';
import { licenseVersionPurl } from './license-purl.js';
import { profileLookup, type ProfileFiles } from './profile-lookup.js';
import { readLicensePackage } from './read-license-package.js';

/** Licence packages, and who may have published them. */
export interface LicensePackages {
  readonly packages: readonly LicensePackage[];
  readonly publishers: readonly PublisherEntry[];
}

/** What is needed beside the entries. */
export interface LicensePackagesContext {
  readonly profiles: ProfileFiles;
  readonly placeOf: (index: number) => EntryPlace;
  /** Purls for which the policy names publishers elsewhere. */
  readonly publisherPurls: ReadonlySet<string>;
}

/** Entries in the order of the file. Throws what `refuse` makes for one that cannot be used, and for one that stands twice. */
export function readLicensePackages(
  entries: readonly LicensePackageDocument[],
  { profiles, placeOf, publisherPurls }: LicensePackagesContext,
): LicensePackages {
  const profileOf = profileLookup(profiles);
  const seen = { ids: new Set<string>(), packages: new Set<string>(), purls: new Set(publisherPurls) };
  const packages: LicensePackage[] = [];
  const publishers: PublisherEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    const place = placeOf(index);
    const profile = profileOf(entry, place);
    const license = readLicensePackage(entry, profile, place);
    checkTwice(license, place, seen);
    packages.push(license);
    const allowed = readPublishersOf(license, { entry, profile, place });
    if (allowed !== null) publishers.push(onlyOnce(allowed, place, seen.purls));
  }
  return { packages, publishers };
}

interface Seen {
  readonly ids: Set<string>;
  readonly packages: Set<string>;
}

function checkTwice(license: LicensePackage, { path, refuse, readers }: EntryPlace, { ids, packages }: Seen): void {
  const { id, platform = '' } = license;
  const key = `${licenseVersionPurl(license, readers.normaliseVersion)} ${platform}`;
  if (packages.has(key))
    throw refuse(path, 'this package stands twice', 'Join the two entries: one could contradict the other.');
  packages.add(key);
  if (ids.has(id)) {
    const hint = 'Give each an `id` of its own: commands call packages by it.';
    throw refuse([...path, 'id'], `another entry has the id "${id}"`, hint);
  }
  ids.add(id);
}

interface EntryOf {
  readonly entry: LicensePackageDocument;
  readonly profile: LicenseProfile;
  readonly place: EntryPlace;
}

function readPublishersOf(license: LicensePackage, { entry, profile, place }: EntryOf): PublisherEntry | null {
  const purl = licenseVersionPurl(license, place.readers.normaliseVersion);
  const own = entry.publishers?.map((each, index) =>
    readAllowed(each, purl, { ...place, path: [...place.path, 'publishers', index] }),
  );
  const allow = own ?? profile.publishers;
  return allow === null ? null : { purl, allow, line: place.line };
}

function onlyOnce(entry: PublisherEntry, { path, refuse }: EntryPlace, purls: Set<string>): PublisherEntry {
  if (purls.has(entry.purl)) {
    const hint = 'Say it once: only one entry decides about a package.';
    throw refuse([...path, 'publishers'], 'the publishers of this package are named twice', hint);
  }
  purls.add(entry.purl);
  return entry;
}
