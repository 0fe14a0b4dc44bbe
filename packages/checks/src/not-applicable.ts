/** Codes for subjects that have no registry or no archive of their own. */

import type { CodeCatalogue, Subject } from '@assay/model';
import type { CheckResult } from './check.js';

/** Kinds of sources that are not fetched on their own, or cannot be judged yet. */
export const sourceKindCodes = {
  directory: {
    outcome: 'not-applicable',
    text: 'A folder of the project itself: no registry serves it and nothing is downloaded.',
    next: '',
  },
  bundled: {
    outcome: 'not-applicable',
    text: 'The lockfile says that it comes inside the archive of another package; `manifest-match` of that one proves it.',
    next: '',
  },
  builtin: {
    outcome: 'not-applicable',
    text: 'Comes with the runtime or the package manager and is not downloaded by this lockfile.',
    next: '',
  },
  'unsupported-entry': {
    outcome: 'unknown',
    text: 'This kind of lockfile entry cannot be judged by this version.',
    next: 'Replace the entry by a registry package, or waive it after looking at it.',
  },
} as const satisfies CodeCatalogue;

/** A code of {@link sourceKindCodes}. */
export type SourceKindCode = keyof typeof sourceKindCodes;

/** The result for subjects of these kinds; null for all others, which the check must judge itself. */
export function judgeSourceKind(subject: Subject): CheckResult<SourceKindCode> | null {
  const { source } = subject;
  switch (source.kind) {
    case 'directory':
      return { code: 'directory', detail: `${subject.name} is the folder ${source.path} of this project.` };
    case 'bundled':
      return { code: 'bundled', detail: `${subject.name} is inside the archive of ${source.within}.` };
    case 'builtin':
      return { code: 'builtin', detail: source.reason };
    case 'unsupported':
      return { code: 'unsupported-entry', detail: source.reason };
    default:
      return null;
  }
}
