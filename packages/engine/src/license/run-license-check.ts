/** Runs one check on a licence package in one phase. What it leaves unsaid is `unknown`, as with every check. */

import type { CheckResult, LicenseCheck, LicenseContext } from '@assay/checks';
import type { Finding, LicensePhase } from '@assay/model';
import { attempt, outcomeOf } from '../attempt.js';

/** At least one finding, always. `phase` is null for checks that look at no copy. */
export function runLicenseCheck(
  check: LicenseCheck,
  context: LicenseContext,
  phase: LicensePhase | null,
): readonly Finding[] {
  return attempt(check, () => check.run(context)).map((result, index) =>
    finding(check, { context, phase, result, number: index + 1 }),
  );
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
