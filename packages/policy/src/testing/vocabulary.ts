/** The checks and codes that test policies may name. */

import type { Vocabulary } from '../vocabulary.js';

export const vocabulary: Vocabulary = {
  checks: new Map([
    ['pin-strength', ['pin-weak', 'pin-missing']],
    ['source', ['git-source', 'registry-not-allowed']],
    ['registry-digest', ['registry-digest-mismatch', 'timeout']],
  ]),
};
