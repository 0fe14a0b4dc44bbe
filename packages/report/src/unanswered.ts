/** What nobody could tell about packages that fail for another reason: a verdict names only the worst. */

import type { Finding, Report, Verdict } from '@assay/model';
import { withoutConsequences } from './consequences.js';
import { groupReasons, type Reason } from './reasons.js';
import type { RenderInput } from './render-input.js';

/**
 * What failing packages lack beside what decided their verdict, grouped like reasons: what no check could find out, and what is
 * not there though the policy would like it. Left out is what only follows from another finding or is waived. Linear in the
 * findings.
 */
export function collectUnanswered(input: RenderInput): readonly Reason[] {
  const findings = groupFindings(input.report);
  return groupReasons(input, (verdict) => {
    if (verdict.decision !== 'fail') return null;
    const all = findings.get(verdict.subject) ?? [];
    const left = unanswered(input.report, verdict, all);
    const decisive = all.filter(({ id }) => verdict.because.includes(id));
    const own = withoutConsequences(input, left, [...decisive, ...left]);
    return own.length === 0 ? null : own;
  });
}

function groupFindings({ findings, verdicts }: Report): ReadonlyMap<string, readonly Finding[]> {
  const failed = verdicts.filter(({ decision }) => decision === 'fail');
  const groups = new Map<string, Finding[]>(failed.map(({ subject }) => [subject, []]));
  for (const finding of findings) groups.get(finding.subject)?.push(finding);
  return groups;
}

function unanswered(report: Report, verdict: Verdict, findings: readonly Finding[]): readonly Finding[] {
  const told = new Set(verdict.because);
  const codes = new Set(findings.map(({ code }) => code));
  const waived = waivedChecks(report, verdict);
  return findings.filter(({ id, check, code, outcome }) => {
    if (outcome !== 'unknown' && outcome !== 'absent') return false;
    return !told.has(id) && !waived.has(check) && !followsFrom(codes, code);
  });
}

/** Nothing was asked because of what another check says, and nothing compared because there is no pin. Nobody records what failed. */
function followsFrom(codes: ReadonlySet<string>, code: string): boolean {
  return code === 'not-asked' || code === 'license-not-recorded' || (code === 'no-pin' && codes.has('pin-missing'));
}

function waivedChecks({ waivers }: Report, { waivedBy }: Verdict): ReadonlySet<string> {
  if (waivedBy.length === 0) return new Set();
  return new Set(waivers.flatMap(({ waiver, check }) => (waivedBy.includes(waiver) ? [check] : [])));
}
