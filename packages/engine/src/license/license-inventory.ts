/** Licence packages as subjects: they come from the policy instead of a lockfile. */

import { ecosystemById } from '@assay/ecosystems';
import {
  type Inventory,
  type LicensePackage,
  type Occurrence,
  type Subject,
  type SubjectFile,
  type SubjectSource,
} from '@assay/model';
import { licenseVersionPurl } from '@assay/policy';

/** The subject that a licence package is. What is told about its bytes stands among its pins. */
export function licenseSubject(license: LicensePackage): Subject {
  const { ecosystem, name, version, platform } = license;
  const purl = licenseVersionPurl(license, (id, text) => ecosystemById(id)?.normaliseVersion(text) ?? null);
  return {
    id: platform === undefined ? purl : `${purl}#${platform}`,
    purl,
    ecosystem,
    name,
    version,
    source: sourceOf(license),
    files: [fileOf(license)],
    conflictsWith: [],
  };
}

function sourceOf({ source, ecosystem, bundled }: LicensePackage): SubjectSource {
  if (source === null) return { kind: 'directory', path: bundled?.path ?? '' };
  return ecosystem === 'generic' ? { kind: 'url', url: source } : { kind: 'registry', url: source };
}

function fileOf({ ecosystem, name, version, platform, source, digests }: LicensePackage): SubjectFile {
  return {
    name: fileName({ ecosystem, name, version, platform }),
    ...(platform === undefined ? {} : { platform }),
    ...(ecosystem === 'generic' && source !== null ? { url: source } : {}),
    pins: digests.map(({ digest }) => digest),
    malformedPins: [],
  };
}

const endings = { rubygems: '.gem', npm: '.tgz', composer: '.zip', generic: '' } as const;

function fileName({
  ecosystem,
  name,
  version,
  platform,
}: Pick<LicensePackage, 'ecosystem' | 'name' | 'version'> & { readonly platform: string | undefined }): string {
  if (ecosystem === 'generic') return name;
  const base = ecosystem === 'npm' || ecosystem === 'composer' ? name.slice(name.lastIndexOf('/') + 1) : name;
  return `${base}-${version}${platform === undefined ? '' : `-${platform}`}${endings[ecosystem]}`;
}

/** The inventory of a run: each package where the policy names it, beside the lockfiles that were read. */
export function licenseInventory(
  packages: readonly LicensePackage[],
  policyFile: string,
  project: Inventory,
): Inventory {
  const occurrences = packages.map((license): Occurrence => {
    const { id: path, line } = license;
    return { subject: licenseSubject(license).id, lockfile: policyFile, line, path, scope: 'prod' };
  });
  return {
    lockfiles: project.lockfiles,
    subjects: packages.map(licenseSubject),
    occurrences,
    edges: [],
    gaps: [],
  };
}
