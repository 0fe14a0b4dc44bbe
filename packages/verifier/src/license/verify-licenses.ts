/** `verifyLicenses`: the composition root for licence packages. Policy and project in, report out. */

import { resolve } from 'node:path';
import { ecosystems } from '@assay/ecosystems';
import { licenseInventory, runLicense, type LicenseRunOptions } from '@assay/engine';
import { AssayError, licensePhases, type LicenseFacts, type LicensePackage } from '@assay/model';
import type { Policy } from '@assay/policy';
import { loadPolicy, type LoadedPolicy } from '../load-policy.js';
import { readTime } from '../read-time.js';
import { version } from '../version.js';
import type { LicensePlan } from './license-plan.js';
import type { LicenseVerifierOptions, VerifiedLicenses } from './license-options.js';
import type { LicenseSources } from './license-plan.js';
import { openLicenseSources } from './license-sources.js';
import { readLicenseRecords, readLockfiles, readLicenseDocuments } from './read-license-project.js';
import { projectWarnings } from './project-warnings.js';
import { selectLicenses } from './select-licenses.js';

const defaultWarnDays = 30;

/**
 * Verifies licence packages in the phases that are asked for. The server is asked only for `before`; without that phase no connection
 * is opened. Throws AssayError for usage and configuration errors; everything about packages is in the report.
 */
export async function verifyLicenses(options: LicenseVerifierOptions): Promise<VerifiedLicenses> {
  const plan = await planLicenses(options);
  const sources = await openLicenseSources(plan);
  const notes = [...sources.notes];
  try {
    const facts: LicenseFacts[] = [];
    const report = await runLicense({ ...runOptions(plan, sources), onFacts: (known) => void facts.push(known) });
    return { report, inventory: licenseInventory(plan.packages, plan.policyFile, plan.project), notes, facts };
  } finally {
    notes.push(...(await sources.close()));
  }
}

/** The run's options from a plan and who answers. */
export function runOptions(
  { env, projectRoot, ...plan }: LicensePlan,
  { sourceFor, registries, missingCredentials, trust, publicationOf }: LicenseSources,
): LicenseRunOptions {
  const asking = publicationOf === undefined || trust === undefined ? {} : { publicationOf, trust };
  const openChecksumBundle: LicenseRunOptions['openChecksumBundle'] = async (license, publishers) => {
    const { openChecksumBundles } = await import('./checksum-bundles.js');
    return openChecksumBundles({ env, projectRoot, at: plan.at }, license, publishers);
  };
  return { ...plan, sourceFor, registries, missingCredentials, openChecksumBundle, ...asking };
}

/** Reads policy and project. */
export async function planLicenses(options: LicenseVerifierOptions): Promise<LicensePlan> {
  const { env = process.env, project = '.', phases, onFindings, warnDays = defaultWarnDays } = options;
  checkDays(warnDays);
  const loaded = await loadPolicy(options.policy);
  const policyFile = loaded.source?.file ?? '(built in)';
  const packages = selectLicenses(loaded.policy.licensePackages, options.names ?? [], policyFile);
  return {
    env,
    projectRoot: resolve(project),
    packages,
    phases: phases ?? licensePhases,
    phasesNamed: phases !== undefined,
    policyFile,
    ...judgedBy(loaded),
    ...(await readBeside({ project, packages, policyFile, policy: loaded.policy })),
    warnDays,
    at: readTime(options.at),
    tool: { name: 'assay', version },
    ecosystems,
    ...(onFindings === undefined ? {} : { onFindings }),
  };
}

function judgedBy({ policy, policyDigest }: LoadedPolicy) {
  return { policy, policyDigest };
}

interface Beside {
  readonly project: string;
  readonly packages: readonly LicensePackage[];
  readonly policyFile: string;
  readonly policy: Policy;
}

async function readBeside({ project, packages, policyFile, policy }: Beside) {
  const [{ inventory, requirements }, records, documents] = await Promise.all([
    readLockfiles(project),
    readLicenseRecords(project),
    readLicenseDocuments(packages, policyFile),
  ]);
  const warnings = projectWarnings({ inventory, records, packages: policy.licensePackages });
  return { project: inventory, requirements, records, documents, warnings };
}

function checkDays(days: number): void {
  if (Number.isInteger(days) && days >= 0 && days <= 3660) return;
  throw new AssayError('ERR_USAGE', `"${String(days)}" is no number of days`, { hint: 'Write --within 30d.' });
}
