/** Runs one check on one subject and turns whatever happens into findings. */

import type { Check, CheckContext, CheckResult } from '@assay/checks';
import { compareText, type Finding, type Voucher } from '@assay/model';
import { attempt, outcomeOf } from './attempt.js';
import { findingIds } from './number-findings.js';

/** Findings of a check about a subject: at least one, always. What its results rest on is told beside them: reports do not hold it. */
export function runCheck(
  check: Check,
  context: CheckContext,
  onVoucher?: (voucher: Voucher) => void,
): readonly Finding[] {
  const results = attempt(check, () => check.run(context));
  if (onVoucher !== undefined) for (const result of results) tellVouchers(check, result, onVoucher);
  const idOf = findingIds();
  const sorted = results.toSorted((a, b) => compareText(sortKey(a), sortKey(b)));
  return sorted.map((result) => {
    const place = `${context.subject.id}|${check.id}|${result.file ?? ''}`;
    return finding(check, result, { id: idOf(place), subject: context.subject.id });
  });
}

function tellVouchers({ id }: Check, { file, vouchers }: CheckResult, tell: (voucher: Voucher) => void): void {
  if (file === undefined) return;
  for (const voucher of vouchers ?? []) tell({ file, check: id, ...voucher });
}

function finding(check: Check, result: CheckResult, ids: Pick<Finding, 'id' | 'subject'>): Finding {
  const { code, detail, file, excerpt, evidence = [] } = result;
  const outcome = outcomeOf(check, code);
  const { id, subject } = ids;
  const base = { id, check: check.id, subject, outcome, code, detail: detail.toWellFormed(), evidence };
  if (file === undefined && excerpt === undefined) return base;
  return {
    ...base,
    ...(file === undefined ? {} : { file }),
    ...(excerpt === undefined ? {} : { excerpt: excerpt.toWellFormed() }),
  };
}

function sortKey({ file = '', code, detail }: CheckResult): string {
  return `${file}\0${code}\0${detail.toWellFormed()}`;
}
