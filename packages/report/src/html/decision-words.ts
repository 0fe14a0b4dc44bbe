/** How decisions and outcomes are called. Marks and words carry the meaning; colours only repeat it. */

import type { Decision, Depth, Outcome } from '@assay/model';

/** One character each; the same on a terminal. */
export const decisionMarks: Readonly<Record<Decision, string>> = {
  fail: '✗',
  unverified: '?',
  warn: '!',
  waived: '~',
  pass: '✓',
};

/** Of packages. */
export const decisionNames: Readonly<Record<Decision, string>> = {
  fail: 'failed',
  unverified: 'unverified',
  warn: 'with warnings',
  waived: 'waived',
  pass: 'passed',
};

/** Of the whole run. */
export const verdictWords: Readonly<Record<Decision, string>> = {
  pass: 'Pass',
  waived: 'Pass',
  warn: 'Pass',
  unverified: 'Unverified',
  fail: 'Fail',
};

/** What the verdict means for whoever has to decide. */
export const verdictMeanings: Readonly<Record<Decision, string>> = {
  pass: 'Everything that the policy asks for is there.',
  waived: 'Everything that the policy asks for is there, or was waived by someone who answers for it.',
  warn: 'Everything that the policy requires is there. Some of what it would like to see is not.',
  unverified:
    'Nothing was found to be wrong, but not everything that the policy asks for could be looked at. Do not take this for a pass.',
  fail: 'Do not install or deploy this before what is named below is mended.',
};

/** Short heads for the table of checks. */
export const outcomeNames: Readonly<Record<Outcome, string>> = {
  proven: 'proven',
  refuted: 'refuted',
  absent: 'absent',
  unknown: 'unknown',
  'not-applicable': 'not applicable',
};

/** How far a run looked, as the end of "Looked at". */
export const depthMeanings: Readonly<Record<Depth, string>> = {
  pins: 'only what the lockfiles say (depth pins)',
  registry: 'what lockfiles and registries say, not the archives themselves (depth registry)',
  artifacts: 'lockfiles, registries and the bytes of the archives (depth artifacts)',
};
