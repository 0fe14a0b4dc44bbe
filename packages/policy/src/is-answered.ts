/** Whether a check answered for a subject. */

import type { Finding, Subject } from '@assay/model';

/**
 * THREATS row 1: a verdict needs the complete record. A check has answered when a finding of it is about the subject as a whole,
 * or when each of the subject's files has one: an archive that was skipped is not covered by its neighbour.
 */
export function isAnswered(check: string, { files }: Subject, findings: readonly Finding[]): boolean {
  const own = findings.filter((finding) => finding.check === check);
  if (own.length === 0) return false;
  const named = new Set(own.map(({ file }) => file));
  return named.has(undefined) || files.every(({ name }) => named.has(name));
}
