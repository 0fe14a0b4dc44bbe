/** What is left open by the two runs as a whole. */

import type { Depth, TrustDoubt } from '@assay/model';
import type { Sides } from './diff-packages.js';
import type { Side } from './side.js';

const depths: readonly Depth[] = ['pins', 'registry', 'artifacts'];

/** One entry for each run that is unverified, and one where the head was looked at less deep. */
export function openEnds({ base, head }: Sides): readonly TrustDoubt[] {
  const ends: TrustDoubt[] = [];
  if (!isEmpty(base) && isUnverified(base)) ends.push(unverified('base', base));
  if (isUnverified(head)) ends.push(unverified('head', head));
  const [before, after] = [base.report.depth, head.report.depth];
  if (depths.indexOf(after) < depths.indexOf(before)) {
    const text = `The head was looked at less deep (${after}) than the base (${before}): what only a deeper look shows was not compared.`;
    ends.push({ code: 'depth', text });
  }
  return ends;
}

/** A base that locks nothing, because it has no lockfile that anybody could have read, is known whole: all of the head is new. */
function isEmpty({ inventory, doubts }: Side): boolean {
  return inventory.lockfiles.length === 0 && doubts.length === 0;
}

function isUnverified({ report, doubts }: Side): boolean {
  return report.exitCode === 3 || report.totals.decisions.unverified > 0 || doubts.length > 0;
}

function unverified(side: 'base' | 'head', { report, doubts }: Side): TrustDoubt {
  const code = side === 'base' ? 'base-unverified' : 'head-unverified';
  return { code, text: `The ${side} is unverified: ${reasonOf(report, doubts)}` };
}

function reasonOf({ reason, totals }: Side['report'], doubts: Side['doubts']): string {
  const { unverified: count } = totals.decisions;
  if (count > 0) return `${count === 1 ? '1 package' : `${String(count)} packages`} could not be verified.`;
  return reason ?? doubts[0]?.detail ?? 'something could not be verified.';
}
