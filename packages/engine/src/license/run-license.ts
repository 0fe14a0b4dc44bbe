/** The run over licence packages: policy → subjects → copies of each phase → checks → judge → report. */

import { licenseChecks, type LicenseCheck, type LicenseContext, type LicenseCopy, type NoCopies } from '@assay/checks';
import {
  compareText,
  purlOf,
  type Finding,
  type LicenseFacts,
  type LicensePackage,
  type LicensePhase,
  type LicenseRecord,
  type Report,
} from '@assay/model';
import { requirementsOf } from '@assay/policy';
import { checksumDocuments } from './checksum-documents.js';
import { findReference } from './find-reference.js';
import { buildLicenseReport } from './license-report.js';
import { licenseInventory, licenseSubject } from './license-inventory.js';
import { licenseLocks } from './license-locks.js';
import type { LicenseRunOptions } from './license-options.js';
import { licenseQuestion, type LicenseQuestion } from './license-question.js';
import { localCopies } from './local-copies.js';
import { namesakesOf } from './namesakes.js';
import { runLicenseCheck } from './run-license-check.js';
import { servedCopy } from './served-copy.js';

/** Looks at every package in every phase, and judges. Throws AssayError `ERR_INTERNAL` only. */
export async function runLicense(options: LicenseRunOptions): Promise<Report> {
  const { packages, policyFile, project, phases } = options;
  const all = options.checks ?? licenseChecks;
  const checks = all.filter(
    (check) => check.phases.length === 0 || check.phases.some((phase) => phases.includes(phase)),
  );
  const inventory = licenseInventory(packages, policyFile, project);
  const ignored = new Map<string, number>();
  const found: Finding[] = [];
  for (const license of packages) {
    const asked = askedOf(license, checks, { options, ignored });
    const findings = await findAboutLicense(license, asked, options);
    options.onFindings?.(findings);
    found.push(...findings);
  }
  return buildLicenseReport(options, { inventory, checks, findings: found, ignored });
}

/** The checks that the policy does not ignore for this package; those that it does are counted. */
function askedOf(
  license: LicensePackage,
  checks: readonly LicenseCheck[],
  { options, ignored }: { readonly options: LicenseRunOptions; readonly ignored: Map<string, number> },
): readonly LicenseCheck[] {
  const { policy, registries } = options;
  const requirementOf = requirementsOf(policy, { subject: licenseSubject(license), occurrences: [], registries });
  return checks.filter(({ id }) => {
    if (requirementOf(id) !== 'ignore') return true;
    ignored.set(id, (ignored.get(id) ?? 0) + 1);
    return false;
  });
}

type Copies = readonly LicenseCopy[] | NoCopies;

/** All findings about one package. */
async function findAboutLicense(
  license: LicensePackage,
  checks: readonly LicenseCheck[],
  options: LicenseRunOptions,
): Promise<readonly Finding[]> {
  const known = { ...knownAbout(license, options), checksums: await checksumDocuments(license, options) };
  const question = questionAbout(known);
  const copies = new Map<LicensePhase, Copies>();
  for (const phase of options.phases) copies.set(phase, await copiesOf(license, phase, { question, options }));
  const reference = await referenceFor(license, copies, { known, question, options });
  options.onLook?.({
    license,
    archives: [...copies.values()].flatMap(listOf).filter(({ kind }) => kind === 'archive'),
  });
  const wantsNamesakes = checks.some(({ id }) => id === 'license-namesake') && copies.has('before');
  const publication = await options.publicationOf?.(license, question, options);
  const context = {
    ...known,
    reference,
    ...(publication === undefined ? {} : { publication }),
    namesakes: wantsNamesakes ? await namesakesOf(license, options) : [],
  };
  const tokens: LicenseFacts['tokens'][number][] = [];
  const findings = checks.flatMap((check) => runOne(check, context, { copies, tokens }));
  options.onFacts?.(licenseFactsOf(license, known.subject.id, tokens));
  return findings;
}

function licenseFactsOf(license: LicensePackage, subject: string, tokens: LicenseFacts['tokens']): LicenseFacts {
  const { id, vendor, contact, entitledUntil } = license;
  const first = new Map([...tokens].reverse().map((token) => [token.fingerprint, token]));
  return {
    subject,
    license: id,
    vendor,
    ...(contact === undefined ? {} : { contact }),
    ...(entitledUntil === undefined ? {} : { entitledUntil }),
    tokens: [...first.values()].sort((a, b) => compareText(a.fingerprint, b.fingerprint)),
  };
}

/** What needs no copy to be known. */
export type Known = Omit<LicenseContext, 'phase' | 'copies' | 'reference'>;

/** What lockfiles, records and lists say about a package. */
export function knownAbout(license: LicensePackage, options: LicenseRunOptions): Known {
  const { project, documents, warnDays, at } = options;
  const list = license.token?.revocations;
  const nothing = { problem: `${list ?? ''} was not read.` };
  return {
    at,
    license,
    subject: licenseSubject(license),
    record: recordOf(license, options),
    hasLockfile: project.lockfiles.some(({ ecosystem }) => ecosystem === license.ecosystem),
    locks: licenseLocks(license, project, options.packages),
    requirements: options.requirements.filter(({ ecosystem, name }) => {
      return ecosystem === license.ecosystem && name === license.name;
    }),
    namesakes: [],
    revocations: list === undefined ? null : (documents.get(list) ?? nothing),
    checksums: [],
    publication: 'nobody-expected',
    warnDays,
  };
}

/** What was recorded of this very version; of another one where it was not, and no other entry is about that: then it has changed. */
function recordOf(license: LicensePackage, { records, policy }: LicenseRunOptions): LicenseRecord | null {
  const { ecosystem, name, version, platform } = license;
  const purl = purlOf(ecosystem, name, '');
  const own = records.filter((record) => record.package === purl && record.platform === platform);
  const twins = policy.licensePackages.filter((other) => {
    return other.ecosystem === ecosystem && other.name === name && other.platform === platform;
  });
  const others = own.filter((record) => !twins.some((twin) => twin.version === record.version));
  return own.find((record) => record.version === version) ?? others[0] ?? null;
}

/** What is asked of every copy: each digest that something is known about, and the members that the rules read. */
export function questionAbout({ license, locks, record }: Known): LicenseQuestion {
  const digests = [
    ...license.digests.map(({ digest }) => digest),
    ...locks.flatMap(({ pins }) => pins),
    ...(record?.digests ?? []),
  ];
  return licenseQuestion(
    license,
    digests.map(({ alg }) => alg),
  );
}

interface Looking {
  readonly question: LicenseQuestion;
  readonly options: LicenseRunOptions;
}

function copiesOf(license: LicensePackage, phase: LicensePhase, looking: Looking): Promise<Copies> {
  if (phase === 'before') return servedCopy(license, looking.question, looking.options);
  return localCopies(license, phase, looking);
}

/** Folders are compared with an archive; where no phase that was asked for brings one, the package manager's own is looked for. */
async function referenceFor(
  license: LicensePackage,
  copies: ReadonlyMap<LicensePhase, Copies>,
  { known, ...looking }: Looking & { readonly known: Known },
): Promise<LicenseCopy | null> {
  const archives = [...copies.values()].flatMap((list) => listOf(list));
  const reference = findReference(archives, known);
  const needed = archives.some(({ kind }) => kind === 'tree');
  if (reference !== null || !needed || copies.has('after')) return reference;
  return findReference(listOf(await copiesOf(license, 'after', looking)), known);
}

function listOf(copies: Copies): readonly LicenseCopy[] {
  return 'state' in copies ? [] : copies;
}

interface Looked {
  readonly copies: ReadonlyMap<LicensePhase, Copies>;
  /** Filled with what is verified. */
  readonly tokens: LicenseFacts['tokens'][number][];
}

function runOne(
  check: LicenseCheck,
  context: Omit<LicenseContext, 'phase' | 'copies'>,
  { copies, tokens }: Looked,
): readonly Finding[] {
  const nothing = { state: 'not-asked', detail: 'This check looks at no copy.' } as const;
  if (check.phases.length === 0) return runLicenseCheck(check, { ...context, phase: 'before', copies: nothing }, null);
  return [...copies].flatMap(([phase, list]) => {
    if (!check.phases.includes(phase)) return [];
    return runLicenseCheck(check, { ...context, phase, copies: list }, phase, (token) => {
      tokens.push({ ...token, phase });
    });
  });
}
