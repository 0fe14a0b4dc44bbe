/** A waiver in words. */

import type { WaiverUse } from '@assay/model';
import { count } from './terminal/counts.js';

/** What it excuses, until when, who answers for it and why. Not escaped. */
export function waiverSentence({ check, purl, count: n, expires, owner, reason }: WaiverUse): string {
  return `${check} for ${purl}, ${count(n, 'finding')}, until ${expires}, ${owner}: ${reason}`;
}
