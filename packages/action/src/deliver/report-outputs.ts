import { digestOf, type Report } from '@assay/model';
import type { Outputs } from '../runner/outputs.js';

/** What a report says to later steps. `json`: the bytes that are, or would be, written as the report. */
export function reportOutputs({ decision, exitCode, totals }: Report, json: string): Outputs {
  const { fail, unverified, warn, waived } = totals.decisions;
  return {
    verdict: decision,
    'exit-code': String(exitCode),
    packages: String(totals.subjects),
    failed: String(fail),
    unverified: String(unverified),
    warnings: String(warn),
    waived: String(waived),
    'report-digest': `sha256:${digestOf('sha256', new TextEncoder().encode(json)).value}`,
  };
}
