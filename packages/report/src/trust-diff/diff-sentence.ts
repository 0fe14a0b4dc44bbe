/** A trust diff in one sentence, for every output. */

import type { TrustDiff, TrustSide } from '@assay/model';
import { count } from '../terminal/counts.js';

/** `FAIL`, `INCOMPLETE` or `PASS`. */
export function diffWord({ exitCode }: Pick<TrustDiff, 'exitCode'>): 'FAIL' | 'INCOMPLETE' | 'PASS' {
  return exitCode === 1 ? 'FAIL' : exitCode === 3 ? 'INCOMPLETE' : 'PASS';
}

/** What it comes to. Nothing of it is anybody else's text. */
export function diffSentence(diff: TrustDiff): string {
  const { totals, incomplete, head } = diff;
  const changes = [
    ...(totals.alarm === 0 ? [] : [count(totals.alarm, 'alarm')]),
    ...(totals.attention === 0 ? [] : [`${count(totals.attention, 'change')} to look at`]),
    ...(totals.info === 0 ? [] : [count(totals.info, 'ordinary change')]),
  ];
  const said = changes.length === 0 ? 'nothing changed in trust' : changes.join(', ');
  const own = head.exitCode === 1 ? '; the head fails by itself' : '';
  const open =
    incomplete.length === 0 ? '' : `; ${count(incomplete.length, 'thing')} could not be compared or verified`;
  return `${said}${own}${open}`;
}

/** `main (0123456789ab)`: foreign text, to be escaped. */
export function sideText({ name, commit }: TrustSide, otherwise: string): string {
  const shown = name ?? otherwise;
  const short = commit?.slice(0, 12);
  return short === undefined || commit === name ? shown : `${shown} (${short})`;
}
