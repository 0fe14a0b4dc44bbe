/** `recordLicenses`: writes down what was seen of licence packages, so that every later change is noticed and reviewed. */

import { join, resolve } from 'node:path';
import { contentOf, packageFiles, shapeOf, type LicenseCopy } from '@assay/checks';
import { writeOutput } from '@assay/acquire';
import { licenseInventory, licenseSubject, runLicense, type LicenseLook } from '@assay/engine';
import {
  AssayError,
  contentsDigest,
  isStrong,
  purlOf,
  type Finding,
  type ArchiveEntry,
  type Digest,
  type LicensePackage,
  type LicenseRecord,
  type Report,
} from '@assay/model';
import { recordLicense, renderLicenseLock } from '@assay/policy';
import { tokenFingerprint } from '@assay/signature';
import type { LicenseResult, LicenseVerifierOptions } from './license-options.js';
import { openLicenseSources } from './license-sources.js';
import { licenseLockName, readLicenseRecords } from './read-license-project.js';
import type { LicensePlan } from './license-plan.js';
import { planLicenses, runOptions } from './verify-licenses.js';

/** Options of {@link recordLicenses}. */
export interface RecordLicensesOptions extends LicenseVerifierOptions {
  /** Take the place of records that say something else. */
  readonly replace?: boolean;
}

/** What was recorded. */
export interface RecordedLicenses extends LicenseResult {
  /** The file, and the records that are new or changed in it; empty where nothing was written. */
  readonly file: string;
  readonly written: readonly LicenseRecord[];
  /** Why nothing was written, one sentence each. */
  readonly refused: readonly string[];
}

/**
 * Verifies the packages (phase `before` unless told), and writes assay.lock when nothing about them is refuted. A record that says
 * something else is only replaced on request. All or nothing. Throws AssayError for usage and configuration errors.
 */
export async function recordLicenses(options: RecordLicensesOptions): Promise<RecordedLicenses> {
  const { replace = false, ...rest } = options;
  const planned = await planLicenses({ ...rest, phases: rest.phases ?? ['before'] });
  // What an old record says counts for nothing where it is to be replaced; what the lockfile says still does.
  const plan = replace ? { ...planned, records: [] } : planned;
  const looks: LicenseLook[] = [];
  const sources = await openLicenseSources(plan);
  const notes = [...sources.notes];
  try {
    const report = await runLicense({ ...runOptions(plan, sources), onLook: (look) => looks.push(look) });
    const inventory = licenseInventory(plan.packages, plan.policyFile, plan.project);
    const file = join(options.project ?? '.', licenseLockName);
    return { report, inventory, notes, file, ...(await writeRecords(plan, { looks, report, file, replace })) };
  } finally {
    notes.push(...(await sources.close()));
  }
}

interface Recording {
  readonly looks: readonly LicenseLook[];
  readonly report: Report;
  readonly file: string;
  readonly replace: boolean;
}

async function writeRecords(plan: LicensePlan, { looks, report, file, replace }: Recording) {
  const known = await readLicenseRecords(plan.projectRoot);
  const answers = looks.map((look) => recordOf(look, { plan, report, known, replace }));
  const refused = answers.filter((answer) => typeof answer === 'string');
  if (refused.length > 0) return { written: [], refused };
  const written = answers.filter((answer): answer is LicenseRecord => typeof answer === 'object' && answer !== null);
  if (written.length > 0) await write(resolve(file), renderLicenseLock(merge(known, written, plan)));
  return { written, refused: [] };
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeOutput(file, text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError('ERR_USAGE', `assay.lock could not be written: ${reason}`, { file, cause });
  }
}

interface Judged {
  readonly plan: LicensePlan;
  readonly report: Report;
  readonly known: readonly LicenseRecord[];
  readonly replace: boolean;
}

/** A record to write, null where it is there already, or why there can be none. */
function recordOf({ license, archives }: LicenseLook, judged: Judged): LicenseRecord | string | null {
  const { plan, report, known, replace } = judged;
  const name = `${license.name} ${license.version}`;
  const purl = purlOf(license.ecosystem, license.name, '');
  const { id } = licenseSubject(license);
  const refuted = report.findings.filter((finding) => finding.subject === id && finding.outcome === 'refuted');
  if (refuted.length > 0) return `${name} was not recorded: ${whyRefused(refuted, license, replace ? [] : known)}`;
  const [first, ...others] = archives;
  if (first === undefined) return `${name} was not recorded: no archive of it was had.`;
  if (others.some((other) => sha256Of(other) !== sha256Of(first)))
    return `${name} was not recorded: its copies differ.`;
  const files = packageFiles(first.listing, shapeOf(license.ecosystem, first.kind));
  const contents = contentsOf(files);
  if (contents === null) return `${name} was not recorded: it holds links or files that were not read.`;
  const record: LicenseRecord = {
    package: purl,
    ...(license.platform === undefined ? {} : { platform: license.platform }),
    version: license.version,
    source: license.source ?? license.bundled?.path ?? '',
    digests: first.digests.filter(({ alg }) => isStrong(alg)),
    contents,
    ...tokenOf(first, files, license.token?.path),
    recorded: plan.at.slice(0, 'YYYY-MM-DD'.length),
    line: 0,
  };
  const own = known.filter((entry) => entry.package === record.package && entry.platform === record.platform);
  const isInUse = ({ version }: LicenseRecord) =>
    plan.policy.licensePackages.some((other) => isSamePackage(other, license) && other.version === version);
  const before = own.find(({ version }) => version === record.version) ?? own.find((entry) => !isInUse(entry));
  if (before === undefined) return record;
  if (saysTheSame(before, record)) return null;
  return replace ? record : `${name} was not recorded: assay.lock says something else; --replace takes its place.`;
}

function isSamePackage(a: LicensePackage, b: LicensePackage): boolean {
  return a.ecosystem === b.ecosystem && a.name === b.name && a.platform === b.platform;
}

const ofRecords: ReadonlySet<string> = new Set([
  'license-republished',
  'license-token-changed',
  'license-installed-not-recorded',
]);

/** Where the old record is against it, the way out is named; no records are known where they are replaced already. */
function whyRefused(refuted: readonly Finding[], license: LicensePackage, known: readonly LicenseRecord[]): string {
  const purl = purlOf(license.ecosystem, license.name, '');
  const hasRecord = known.some((entry) => entry.package === purl && entry.platform === license.platform);
  const isOfRecord = refuted.every(({ check, code }) => check === 'license-record' || ofRecords.has(code));
  const way =
    hasRecord && isOfRecord ? ' Once the vendor has confirmed the change, --replace takes the record’s place.' : '';
  return `${refuted[0]?.detail ?? ''}${way}`;
}

function sha256Of({ digests }: LicenseCopy): string | undefined {
  return digests.find(({ alg }) => alg === 'sha256')?.value;
}

/** Null for a package that holds links: a record says nothing of where they lead. */
function contentsOf(files: readonly ArchiveEntry[]): Digest | null {
  const hashed = files.flatMap(({ path, type, sha256 }) =>
    type === 'file' && sha256 !== undefined ? [{ path, sha256 }] : [],
  );
  return hashed.length === files.length ? contentsDigest(hashed) : null;
}

function tokenOf(
  { listing }: LicenseCopy,
  files: readonly ArchiveEntry[],
  path: string | undefined,
): { readonly token?: string } {
  const entries = files.filter((entry) => entry.path === path);
  const [entry] = entries;
  const bytes = entry === undefined || entries.length > 1 ? undefined : contentOf(listing, entry);
  return bytes === undefined ? {} : { token: tokenFingerprint(bytes) };
}

function saysTheSame(a: LicenseRecord, b: LicenseRecord): boolean {
  const facts = ({ version, source, digests, contents, token = '' }: LicenseRecord) =>
    [version, source, contents.value, token, ...digests.map(({ alg, value }) => `${alg}:${value}`)].join('\n');
  return facts(a) === facts(b);
}

/** Records of other versions stay where the policy has those too. */
function merge(
  known: readonly LicenseRecord[],
  written: readonly LicenseRecord[],
  { policy: { licensePackages } }: LicensePlan,
): readonly LicenseRecord[] {
  const inUse = (purl: string) =>
    licensePackages.filter(({ ecosystem, name }) => purlOf(ecosystem, name, '') === purl).map(({ version }) => version);
  return written.reduce((all, record) => recordLicense(all, record, inUse(record.package)), known);
}
