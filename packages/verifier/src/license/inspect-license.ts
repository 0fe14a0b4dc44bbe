/** `inspectLicense`: what a vendor looks at before publishing: is this archive what its profile allows, and nothing more? */

import { basename, dirname, join } from 'node:path';
import { examineFile } from '@assay/acquire';
import type { LicenseCopy } from '@assay/checks';
import { factMembers, ecosystems, readPackageFacts } from '@assay/ecosystems';
import { judgeLicenseCopy, licenseInventory, licenseQuestion } from '@assay/engine';
import {
  AssayError,
  type ArchiveFormat,
  type EcosystemId,
  type FoundEvidence,
  type Inventory,
  type LicensePackage,
  type PackageFacts,
  type Report,
} from '@assay/model';
import { loadPolicy } from '../load-policy.js';
import { readTime } from '../read-time.js';
import { version as toolVersion } from '../version.js';
import { readLicenseDocuments } from './read-license-project.js';
import { selectLicenses } from './select-licenses.js';

/** Options of {@link inspectLicense}. */
export interface InspectLicenseOptions {
  /** The archive. */
  readonly file: string;
  /** A built-in profile's id, or the path of a profile (`./vendor.yaml`), relative to the current folder. */
  readonly profile: string;
  /** RFC 3339 time to judge at. Default: now. */
  readonly at?: string;
}

/** What was found. */
export interface InspectedLicense {
  readonly report: Report;
  readonly inventory: Inventory;
  readonly license: LicensePackage;
  readonly copy: LicenseCopy;
  readonly notes: readonly string[];
}

const endings: readonly (readonly [string, EcosystemId, ArchiveFormat])[] = [
  ['.gem', 'rubygems', 'gem'],
  ['.tgz', 'npm', 'npm-tgz'],
  ['.zip', 'composer', 'zip'],
];

/**
 * Holds an archive to a profile: content, code and token. Name and version are those that the archive itself states. Throws AssayError
 * `ERR_USAGE` for a file that is no such archive, `ERR_POLICY` for a profile that cannot be used.
 */
export async function inspectLicense(options: InspectLicenseOptions): Promise<InspectedLicense> {
  const { file, profile } = options;
  const facts = await statedBy(file);
  const { loaded, license } = await packageOf(file, profile, facts);
  const policyFile = loaded.source?.file ?? '';
  const copy = await copyOf(file, license);
  const project = { lockfiles: [], subjects: [], occurrences: [], edges: [], gaps: [] };
  const report = judgeLicenseCopy(license, copy, {
    packages: [license],
    phases: ['before'],
    phasesNamed: true,
    policyFile,
    policy: loaded.policy,
    policyDigest: loaded.policyDigest,
    registries: { registries: [] },
    project,
    requirements: [],
    records: [],
    documents: await readLicenseDocuments([license], policyFile),
    missingCredentials: new Map(),
    warnDays: 0,
    at: readTime(options.at),
    sourceFor: () => ({ get: () => Promise.resolve({ state: 'absent', status: 404 }) }),
    tool: { name: 'assay', version: toolVersion },
    ecosystems,
  });
  return { report, inventory: licenseInventory([license], policyFile, project), license, copy, notes: [] };
}

function kindOf(file: string) {
  const kind = endings.find(([ending]) => file.endsWith(ending));
  if (kind !== undefined) return { ecosystem: kind[1], format: kind[2] };
  const hint = `Licence packages end in ${endings.map(([ending]) => ending).join(', ')}.`;
  throw new AssayError('ERR_USAGE', 'is not an archive of a licence package', { file, hint });
}

const maxBytes = 2 * 1024 ** 3;

async function examine(file: string, members: readonly string[]): Promise<FoundEvidence> {
  const { ecosystem, format } = kindOf(file);
  const evidence = await examineFile(file, {
    ecosystem,
    algorithms: ['sha256', 'sha512'],
    listing: { format, members, hashEntries: true },
    maxBytes,
  });
  if (evidence.state === 'found' && evidence.listing !== undefined) return evidence;
  const why = evidence.state === 'unreachable' ? evidence.detail : 'there is no such file';
  throw new AssayError('ERR_USAGE', `cannot be read: ${why}`, { file });
}

async function statedBy(file: string): Promise<PackageFacts> {
  const { ecosystem } = kindOf(file);
  const { listing } = await examine(file, factMembers(ecosystem));
  const facts = listing === undefined ? null : readPackageFacts(ecosystem, listing);
  if (facts === null || 'problem' in facts) {
    const why = facts === null ? 'it cannot be listed' : facts.detail;
    throw new AssayError('ERR_USAGE', `the archive does not say what it is: ${why}`, { file });
  }
  return facts;
}

/** The package as a policy with this profile would describe it. */
async function packageOf(file: string, profile: string, { name, version, platform }: PackageFacts) {
  const isFile = profile.endsWith('.yaml') || profile.endsWith('.yml');
  const entry = {
    profile: isFile ? `./${basename(profile)}` : profile,
    name,
    version: version === '' ? '0' : version,
    ...(platform === undefined ? {} : { platform }),
    bundled: `./${basename(file)}`,
  };
  const text = JSON.stringify({ version: 1, licensePackages: [entry] });
  const folder = isFile ? dirname(profile) : '.';
  const loaded = await loadPolicy({ text, file: join(folder, `(profile ${basename(profile)})`) });
  const [license] = selectLicenses(loaded.policy.licensePackages, [], file);
  if (license === undefined) throw new AssayError('ERR_INTERNAL', 'the profile describes no package');
  return { loaded, license };
}

async function copyOf(file: string, license: LicensePackage): Promise<LicenseCopy> {
  const { digests, listing } = await examine(file, licenseQuestion(license, []).members);
  if (listing === undefined) throw new AssayError('ERR_INTERNAL', 'the archive was not listed');
  const facts = readPackageFacts(license.ecosystem, listing);
  return { kind: 'archive', where: basename(file), digests, listing, facts, problems: [] };
}
