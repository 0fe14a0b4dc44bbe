import { isPurl } from '@assay/model';
import { parseLicense } from '../../licenses/index.js';
import { tell, type ProblemSink } from '../problem-sink.js';
import { quoted } from '../words.js';

/** Warns of a package URL that does not follow its specification, as CycloneDX says it must. */
export function checkPurl<P>(text: string, place: P, warnings: ProblemSink<P>): void {
  if (isPurl(text)) return;
  tell(warnings, {
    code: 'purl-syntax',
    place,
    detail: () => `${quoted(text)} is no package URL (pkg:TYPE/NAME@VERSION).`,
  });
}

/** Warns of what is no SPDX licence expression (SPDX 2.3 annex D). */
export function checkExpression<P>(text: string, place: P, warnings: ProblemSink<P>): void {
  if (parseLicense(text)?.kind !== 'name') return;
  tell(warnings, { code: 'license-expression', place, detail: () => `${quoted(text)} is no SPDX licence expression.` });
}
