/** Runs a check, whatever happens in it. */

import { failedCheckCodes, type CheckResult } from '@assay/checks';
import type { CodeCatalogue } from '@assay/model';

/** What is known of a check that runs. */
interface Running {
  readonly id: string;
  readonly codes: CodeCatalogue;
}

/**
 * What it says: at least one result, always. A check that throws, returns nothing or uses a code it does not own has proven nothing
 * and is reported as `unknown` (THREATS rows 1 and 4).
 */
export function attempt({ id, codes }: Running, run: () => readonly CheckResult[]): readonly CheckResult[] {
  try {
    const results = run();
    if (results.length === 0) return [{ code: 'check-silent', detail: `${id} gave no answer.` }];
    const foreign = results.find((result) => !Object.hasOwn(codes, result.code));
    if (foreign === undefined) return results;
    return [{ code: 'check-crashed', detail: `${id} used the code ${foreign.code}, which it does not own.` }];
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return [{ code: 'check-crashed', detail: `${id} failed: ${cause}` }];
  }
}

/** The outcome of a code, the check's own or one that {@link attempt} gives in its name. */
export function outcomeOf({ codes }: Running, code: string) {
  const own: CodeCatalogue = Object.hasOwn(codes, code) ? codes : failedCheckCodes;
  return own[code]?.outcome ?? 'unknown';
}
