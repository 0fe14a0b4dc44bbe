import type { CodeCatalogue } from '@assay/model';

/** Why a statement is no summary of a run that anything may rest on. */
export const summaryCodes = {
  'summary-other-type': {
    outcome: 'absent',
    text: 'The statement is not the summary of a run of Assay.',
    next: 'Give the statement that `assay verify --attest` wrote.',
  },
  'summary-malformed': {
    outcome: 'refuted',
    text: 'The summary lacks something that a decision rests on, or has it in another form.',
    next: 'Have the summary made again with a current Assay. If it was written by `assay verify --attest` unaltered, report a defect.',
  },
  'summary-contradictory': {
    outcome: 'refuted',
    text: 'The summary contradicts itself.',
    next: 'Do not deploy on it. Find out what made and signed it: Assay writes no such summary.',
  },
} as const satisfies CodeCatalogue;

/** A code of this catalogue. */
export type SummaryCode = keyof typeof summaryCodes;
