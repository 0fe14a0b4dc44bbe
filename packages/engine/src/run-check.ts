/** Runs one check on one subject and turns whatever happens into findings. */

import { failedCheckCodes, type Check, type CheckContext, type CheckResult } from '@assay/checks';
import { compareText, type CodeCatalogue, type Finding } from '@assay/model';

/**
 * Findings of a check about a subject: at least one, always. A check that throws, returns nothing or uses a code it does not
 * own has proven nothing and is reported as `unknown` (THREATS rows 1 and 4).
 */
export function runCheck(check: Check, context: CheckContext): readonly Finding[] {
  const results = attempt(check, context);
  const findings = results.map((result) => finding(check, context.subject.id, result));
  return number(findings.sort((a, b) => compareText(sortKey(a), sortKey(b))));
}

function attempt(check: Check, context: CheckContext): readonly CheckResult[] {
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

function finding(check: Check, subject: string, result: CheckResult): Finding {
  const codes: CodeCatalogue = Object.hasOwn(check.codes, result.code) ? check.codes : failedCheckCodes;
  const { code, detail, file, evidence = [] } = result;
  const outcome = codes[code]?.outcome ?? 'unknown';
  const base = { id: '', check: check.id, subject, outcome, code, detail: detail.toWellFormed(), evidence };
  return file === undefined ? base : { ...base, file };
}

function sortKey({ file = '', code, detail }: Finding): string {
  return `${file}\0${code}\0${detail}`;
}

/** Ids are deterministic: subject, check, file, and a number where one file has several findings. */
function number(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, number>();
  return findings.map((item) => {
    const key = `${item.subject}|${item.check}|${item.file ?? ''}`;
    const n = (seen.get(key) ?? 0) + 1;
    seen.set(key, n);
    return { ...item, id: `${key}|${String(n)}` };
  });
}
