/** Joins findings, verdicts and counts into the report. */

import {
  inventoryDigest,
  type Depth,
  type Digest,
  type Finding,
  type Inventory,
  type RegistryTable,
  type Report,
} from '@assay/model';
import { judge, type Judgement, type Policy } from '@assay/policy';
import { countTotals } from './totals.js';

/** What a report is made of. */
export interface ReportParts {
  readonly inventory: Inventory;
  readonly findings: readonly Finding[];
  readonly checks: readonly { readonly id: string }[];
  /** How many subjects the policy ignored each check for. */
  readonly ignored: ReadonlyMap<string, number>;
  readonly policy: Policy;
  readonly policyDigest: Digest;
  readonly registries: RegistryTable;
  readonly depth: Depth;
  /** RFC 3339 UTC time to judge at. */
  readonly at: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly trustedRoots: readonly Digest[];
  /** What was not looked at, one sentence each. */
  readonly notLookedAt: readonly string[];
  /** Said before the policy's own warnings. */
  readonly warnings?: readonly string[];
  /** Takes the place of the judgement's general sentence where there is no lockfile. */
  readonly noLockfile?: string;
  /** True where the policy is also about packages that are not in this inventory. */
  readonly isPart?: true;
}

/** The report. A subject without a verdict, or a verdict without a subject, is a defect and throws. */
export function buildReport(parts: ReportParts): Report {
  const { inventory, findings, at, depth } = parts;
  const judgement = judge({ ...parts, checks: parts.checks.map(({ id }) => id) });
  return {
    schema: 'https://assay.example/schemas/report-v1.json',
    tool: parts.tool,
    at,
    depth,
    decision: judgement.decision,
    exitCode: judgement.exitCode,
    ...reasonOf(parts, judgement),
    policyDigest: parts.policyDigest,
    inventoryDigest: inventoryDigest(inventory),
    trustedRoots: parts.trustedRoots,
    lockfiles: inventory.lockfiles,
    findings,
    verdicts: judgement.verdicts,
    totals: countTotals(parts, judgement),
    waivers: judgement.waivers,
    notLookedAt: parts.notLookedAt,
    gaps: inventory.gaps,
    warnings: [...(parts.warnings ?? []), ...judgement.warnings],
  };
}

function reasonOf({ inventory, noLockfile }: ReportParts, { reason }: Judgement): Pick<Report, 'reason'> {
  if (reason === undefined) return {};
  return { reason: inventory.lockfiles.length === 0 ? (noLockfile ?? reason) : reason };
}
