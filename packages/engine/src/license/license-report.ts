/** Joins findings about licence packages into the report. */

import type { LicenseCheck } from '@assay/checks';
import {
  digestOfJson,
  licensePhases,
  type Finding,
  type Inventory,
  type JsonValue,
  type LicensePhase,
  type Report,
} from '@assay/model';
import { judge } from '@assay/policy';
import { countTotals } from '../totals.js';
import type { LicenseRunOptions } from './license-options.js';

/** What was found. */
export interface LicenseFound {
  readonly inventory: Inventory;
  readonly checks: readonly LicenseCheck[];
  readonly findings: readonly Finding[];
  readonly ignored: ReadonlyMap<string, number>;
}

/** The report over licence packages: the same shape as that over lockfiles, its findings with their phases. */
export function buildLicenseReport(options: LicenseRunOptions, found: LicenseFound): Report {
  const { policy, registries, at } = options;
  const { inventory, findings, checks } = found;
  const judgement = judge({
    policy,
    inventory,
    findings,
    registries,
    at,
    checks: checks.map(({ id }) => id),
    isPart: true,
  });
  return {
    schema: 'https://assay.example/schemas/report-v1.json',
    tool: options.tool,
    at,
    depth: 'artifacts',
    decision: judgement.decision,
    exitCode: judgement.exitCode,
    ...(judgement.reason === undefined ? {} : { reason: judgement.reason }),
    policyDigest: options.policyDigest,
    inventoryDigest: digestOfJson(inventory as unknown as JsonValue),
    trustedRoots: options.trust?.documents ?? [],
    lockfiles: inventory.lockfiles,
    findings,
    verdicts: judgement.verdicts,
    totals: countTotals({ inventory, findings, checks, ignored: found.ignored }, judgement),
    waivers: judgement.waivers,
    notLookedAt: notLookedAt(options.phases),
    gaps: [],
    warnings: [...(options.warnings ?? []), ...judgement.warnings],
  };
}

const unseen: Readonly<Record<LicensePhase, string>> = {
  before: 'The vendor’s server was not asked: what it would serve now is not known (phase `before`).',
  after: 'What the package manager downloaded was not looked at (phase `after`).',
  installed: 'Installed files were not compared with the archive (phase `installed`).',
  bundled: 'Licences inside the application were not looked at (phase `bundled`).',
};

function notLookedAt(phases: readonly LicensePhase[]): readonly string[] {
  return licensePhases.filter((phase) => !phases.includes(phase)).map((phase) => unseen[phase]);
}
