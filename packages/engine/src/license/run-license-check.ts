/** Runs one check on a licence package in one phase. What it leaves unsaid is `unknown`, as with every check. */

import { failedCheckCodes, type CheckResult, type LicenseCheck, type LicenseContext } from '@assay/checks';
import type { CodeCatalogue, Finding, LicensePhase } from '@assay/model';

/** At least one finding, always. `phase` is null for checks that look at no copy. */
export function runLicenseCheck(
  check: LicenseCheck,
  context: LicenseContext,
  phase: LicensePhase | null,
): readonly Finding[] {
  return attempt(check, context).map((result, index) => finding(check, { context, phase, result, number: index + 1 }));
}

function attempt(check: LicenseCheck, context: LicenseContext): readonly CheckResult[] {
  try {
    const results = check.run(context);
    if (results.length === 0) return [{ code: 'check-silent', detail: `${check.id} gave no answer.` }];
    const foreign = results.find((result) => !Object.hasOwn(check.codes, result.code));
    if (foreign === undefined) return results;
    return [{ code: 'check-crashed', detail: `${check.id} used the code ${foreign.code}, which it does not own.` }];
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return [{ code: 'check-crashed', detail: `${check.id} failed: ${cause}` }];
  }
}

interface Place {
  readonly context: LicenseContext;
  readonly phase: LicensePhase | null;
  readonly result: CheckResult;
  readonly number: number;
}

function finding(check: LicenseCheck, { context, phase, result, number }: Place): Finding {
  const codes: CodeCatalogue = Object.hasOwn(check.codes, result.code) ? check.codes : failedCheckCodes;
  const { code, detail, excerpt, evidence = [] } = result;
  const subject = context.subject.id;
  const place = phase === null ? check.id : `${check.id}@${phase}`;
  return {
    id: `${subject}|${place}||${String(number)}`,
    check: check.id,
    subject,
    ...(phase === null ? {} : { phase }),
    outcome: codes[code]?.outcome ?? 'unknown',
    code,
    detail: detail.toWellFormed(),
    ...(excerpt === undefined ? {} : { excerpt: excerpt.toWellFormed() }),
    evidence,
  };
}
