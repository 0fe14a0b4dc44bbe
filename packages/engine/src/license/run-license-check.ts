/** Runs one check on a licence package in one phase. What it leaves unsaid is `unknown`, as with every check. */

import type { CheckResult, LicenseCheck, LicenseContext } from '@assay/checks';
import type { Finding, LicensePhase, VerifiedLicenseToken } from '@assay/model';
import { attempt, outcomeOf } from '../attempt.js';

/** At least one finding, always. `phase` is null for checks that look at no copy. Verified tokens are told beside: reports do not hold them. */
export function runLicenseCheck(
  check: LicenseCheck,
  context: LicenseContext,
  phase: LicensePhase | null,
  onToken?: (token: VerifiedLicenseToken) => void,
): readonly Finding[] {
  const results = attempt(check, () => check.run(context));
  for (const { token } of results) if (token !== undefined) onToken?.(token);
  return results.map((result, index) => finding(check, { context, phase, result, number: index + 1 }));
}

interface Place {
  readonly context: LicenseContext;
  readonly phase: LicensePhase | null;
  readonly result: CheckResult;
  readonly number: number;
}

function finding(check: LicenseCheck, { context, phase, result, number }: Place): Finding {
  const { code, detail, excerpt, evidence = [] } = result;
  const subject = context.subject.id;
  const place = phase === null ? check.id : `${check.id}@${phase}`;
  return {
    id: `${subject}|${place}||${String(number)}`,
    check: check.id,
    subject,
    ...(phase === null ? {} : { phase }),
    outcome: outcomeOf(check, code),
    code,
    detail: detail.toWellFormed(),
    ...(excerpt === undefined ? {} : { excerpt: excerpt.toWellFormed() }),
    evidence,
  };
}
