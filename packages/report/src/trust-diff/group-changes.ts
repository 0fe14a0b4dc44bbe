import { groupBy, trustChangeKinds, type TrustChange, type TrustDiff, type TrustSeverity } from '@assay/model';

/** Changes of one kind that weigh the same. */
export interface ChangeGroup {
  readonly severity: TrustSeverity;
  readonly code: TrustChange['code'];
  /** One sentence that is true of all of them. */
  readonly title: string;
  readonly changes: readonly TrustChange[];
}

/** In the order of the diff: the gravest first. */
export function groupChanges({ changes }: Pick<TrustDiff, 'changes'>): readonly ChangeGroup[] {
  return [...groupBy(changes, ({ severity, code }) => `${severity} ${code}`).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { severity, code } = first;
    return [{ severity, code, title: trustChangeKinds[code], changes: group }];
  });
}

/** One column. */
export const severityMarks: Readonly<Record<TrustSeverity, string>> = { alarm: '✗', attention: '!', info: '·' };

/** What to do about it; none for what happens with every update. */
export const severityAdvice: Readonly<Record<TrustSeverity, string>> = {
  alarm: 'Do not merge before you know why.',
  attention: 'Look at these before you merge.',
  info: '',
};
