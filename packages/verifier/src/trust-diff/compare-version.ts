import type { Draft, Pair } from './draft.js';
import { draftOf } from './draft.js';

/** Which version is locked now. `further`: the base's version is still accounted for. */
export function compareVersion(pair: Pair, further: boolean): readonly Draft[] {
  const { base, head, direction, title } = pair;
  const [before, after] = [base.subject.version, head.subject.version];
  if (direction === 'same') return [];
  const versions = { before: [before], after: [after] };
  if (further) {
    const text = `${title} is locked as a further version, beside or near ${before}.`;
    return [draftOf(pair, { code: 'version-added', severity: 'info', text, ...versions })];
  }
  const from = `${head.subject.name} ${before} became ${after}`;
  switch (direction) {
    case 'up':
      return [draftOf(pair, { code: 'version-upgraded', severity: 'info', text: `${from}.`, ...versions })];
    case 'down':
      return [
        draftOf(pair, {
          code: 'version-downgraded',
          severity: 'attention',
          text: `${from}, an older one.`,
          ...versions,
        }),
      ];
    case 'unclear':
      return [
        draftOf(pair, {
          code: 'version-changed',
          severity: 'attention',
          text: `${from}; which one is newer cannot be told.`,
          ...versions,
        }),
      ];
  }
}
