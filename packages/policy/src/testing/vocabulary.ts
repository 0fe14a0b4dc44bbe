/** The checks and codes that test policies may name. */

import type { Vocabulary } from '../vocabulary.js';

export const vocabulary: Vocabulary = {
  checks: new Map([
    [
      'pin-strength',
      {
        byDefault: 'require',
        codes: new Map([
          ['pin-weak', 'absent'],
          ['pin-missing', 'absent'],
        ]),
      },
    ],
    [
      'source',
      {
        byDefault: 'require',
        codes: new Map([
          ['git-source', 'absent'],
          ['registry-not-allowed', 'refuted'],
        ]),
      },
    ],
    [
      'registry-digest',
      {
        byDefault: 'require',
        codes: new Map([
          ['registry-digest-mismatch', 'refuted'],
          ['timeout', 'unknown'],
        ]),
      },
    ],
  ]),
};

/** The same with checks that are only preferred, and with codes of what is proven. */
export const signingVocabulary: Vocabulary = {
  checks: new Map([
    ...vocabulary.checks,
    [
      'registry-signature',
      {
        byDefault: 'prefer',
        codes: new Map([
          ['signed', 'proven'],
          ['time-unauthenticated', 'proven'],
          ['no-signature', 'absent'],
        ]),
      },
    ],
    [
      'gem-signature',
      {
        byDefault: 'prefer',
        codes: new Map([['time-unauthenticated', 'proven']]),
      },
    ],
    [
      'provenance',
      {
        byDefault: 'prefer',
        codes: new Map([
          ['attested', 'proven'],
          ['no-attestation', 'absent'],
        ]),
      },
    ],
    [
      'publisher',
      {
        byDefault: 'require',
        codes: new Map([
          ['publisher-matches', 'proven'],
          ['publisher-time-unauthenticated', 'proven'],
          ['publisher-repository-mismatch', 'refuted'],
        ]),
      },
    ],
  ]),
};
