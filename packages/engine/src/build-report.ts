/** Joins findings, verdicts and counts into the report. */

import { digestOfJson, type JsonValue, type Report } from '@assay/model';
import { judge, type Judgement } from '@assay/policy';
import { notLookedAt } from './not-looked-at.js';
import type { ReportParts } from './run-options.js';
import { countTotals } from './totals.js';

/** The report. A subject without a verdict, or a verdict without a subject, is a defect and throws. */
export function buildReport(parts: ReportParts): Report {
  const { inventory, policy, findings, registries, at, depth } = parts;
  const checks = parts.checks.map((check) => check.id);
  const judgement = judge({ policy, inventory, findings, registries, at, checks });
  return {
    schema: 'https://assay.example/schemas/report-v1.json',
    tool: parts.tool,
    at,
    depth,
    decision: judgement.decision,
    exitCode: judgement.exitCode,
    ...reasonOf(parts, judgement),
    policyDigest: parts.policyDigest,
    inventoryDigest: digestOfJson(inventory as unknown as JsonValue),
    trustedRoots: parts.trust.documents,
    lockfiles: inventory.lockfiles,
    findings,
    verdicts: judgement.verdicts,
    totals: countTotals(parts, judgement),
    waivers: judgement.waivers,
    notLookedAt: notLookedAt(depth),
    gaps: inventory.gaps,
    warnings: [...(parts.warnings ?? []), ...judgement.warnings],
  };
}

function reasonOf({ inventory, noLockfile }: ReportParts, { reason }: Judgement): Pick<Report, 'reason'> {
  if (reason === undefined) return {};
  return { reason: inventory.lockfiles.length === 0 ? (noLockfile ?? reason) : reason };
}
