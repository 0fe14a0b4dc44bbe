/** Gaps of one kind stand together. */

import type { Gap } from '@assay/model';

/** Gaps by code, in the order of the first of each. */
export function groupGaps(gaps: readonly Gap[]): readonly (readonly Gap[])[] {
  const groups = new Map<string, Gap[]>();
  for (const gap of gaps) {
    const group = groups.get(gap.code);
    if (group === undefined) groups.set(gap.code, [gap]);
    else group.push(gap);
  }
  return [...groups.values()];
}

/** One of each kind first: a flood of one kind hides no other kind. */
export function mixGaps(gaps: readonly Gap[]): readonly Gap[] {
  const kinds = groupGaps(gaps);
  return [...kinds.flatMap((kind) => kind.slice(0, 1)), ...kinds.flatMap((kind) => kind.slice(1))];
}
