/** Which profile an entry takes its defaults from. */

import { nearestWord, type EcosystemId } from '@assay/model';
import type { EntryPlace } from '../refuse.js';
import { builtInProfile, licenseProfileIds } from './built-in-profiles.js';
import type { LicensePackageDocument } from './license-shape.js';
import type { LicenseProfile } from './license-profile.js';
import { parseLicenseProfile } from './parse-license-profile.js';

/** The bytes of the files that a policy names as profiles, by the name it has for them. */
export type ProfileFiles = ReadonlyMap<string, Uint8Array>;

const generic: Readonly<Record<EcosystemId, string>> = {
  npm: 'generic-npm',
  rubygems: 'generic-gem',
  composer: 'generic-composer',
  generic: 'generic-file',
};

/** A function that finds profiles; a file is parsed once. */
export function profileLookup(
  files: ProfileFiles,
): (entry: LicensePackageDocument, place: EntryPlace) => LicenseProfile {
  const read = new Map<string, LicenseProfile>();
  return (entry, place) => {
    const name = entry.profile ?? generic[ecosystemOf(entry, place)];
    const profile = read.get(name) ?? (name.startsWith('./') ? ownProfile(name, files, place) : builtIn(name, place));
    read.set(name, profile);
    return profile;
  };
}

function ecosystemOf({ ecosystem }: LicensePackageDocument, { path, refuse }: EntryPlace): EcosystemId {
  if (ecosystem !== undefined) return ecosystem;
  const hint = 'Name a `profile`, or the `ecosystem`: npm, rubygems, composer or generic.';
  throw refuse([...path, 'profile'], 'nothing says what kind of package this is', hint);
}

function builtIn(name: string, { path, refuse, readers }: EntryPlace): LicenseProfile {
  const profile = builtInProfile(name, readers);
  if (profile !== null) return profile;
  const near = nearestWord(name, licenseProfileIds);
  const hint = near === null ? `There are ${licenseProfileIds.join(', ')}.` : `Did you mean \`${near}\`?`;
  throw refuse([...path, 'profile'], `there is no built-in profile "${name}"`, hint);
}

function ownProfile(name: string, files: ProfileFiles, { path, refuse, readers }: EntryPlace): LicenseProfile {
  const bytes = files.get(name);
  if (bytes !== undefined) return parseLicenseProfile({ bytes, file: name, readers });
  const hint = 'Its path is relative to the folder of the policy’s file.';
  throw refuse([...path, 'profile'], 'the profile’s file is not there', hint);
}
