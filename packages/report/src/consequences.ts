/** What only follows from another finding. */

import type { Finding } from '@assay/model';
import type { RenderInput } from './render-input.js';

/**
 * Leaves out what only says that another check has to be mended first, where what that check says about the same package (and phase)
 * is among `told`. Nothing disappears that nobody else explains.
 */
export function withoutConsequences(
  { codeInfo }: RenderInput,
  findings: readonly Finding[],
  told: readonly Finding[] = findings,
): readonly Finding[] {
  const place = (check: string, { subject, phase }: Finding) => `${check}\0${subject}\0${phase ?? ''}`;
  const causes = new Set(told.map((finding) => place(finding.check, finding)));
  return findings.filter((finding) => {
    const cause = codeInfo(finding.check, finding.code)?.follows;
    return cause === undefined || !causes.has(place(cause, finding));
  });
}
