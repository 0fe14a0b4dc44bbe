/** Id, default and codes of `publisher`: what policies and reports need of it. */

import type { CodeCatalogue } from '@assay/model';
import { publisherCodes } from '@assay/signature';
import { sourceKindCodes } from '../not-applicable.js';
import { trustExpiredCodes } from '../trust-expired.js';

/** Codes of the check itself, beside those of the comparison. */
export const ownPublisherCodes = {
  'publisher-expected': {
    outcome: 'proven',
    text: 'Everybody who signed in the expected way is one of the expected publishers.',
    next: '',
  },
  'publisher-time-unauthenticated': {
    outcome: 'proven',
    text: 'Everybody who signed is one of the expected publishers; only the registry says that it was in time.',
    next: '',
  },
  'publisher-not-shown': {
    outcome: 'absent',
    text: 'Nothing shows that the expected publisher published this.',
    next: 'Do not install before you know why: this is how a package looks that somebody else published.',
  },
  'publisher-evidence-refuted': {
    outcome: 'refuted',
    text: 'What should show the publisher is false.',
    next: 'Do not install. See what `provenance`, `gem-signature` or `registry-signature` say.',
  },
  'publisher-not-verified': {
    outcome: 'unknown',
    text: 'What should show the publisher could not be verified.',
    next: 'Mend what `provenance`, `gem-signature` or `registry-signature` say about this package first.',
  },
} as const satisfies CodeCatalogue;

const codes = {
  ...sourceKindCodes,
  ...publisherCodes,
  ...ownPublisherCodes,
  ...trustExpiredCodes,
  'no-publisher-expected': {
    outcome: 'not-applicable',
    text: 'The policy expects nobody in particular to publish this package.',
    next: '',
  },
  'not-in-registry': {
    outcome: 'unknown',
    text: 'The policy expects a publisher, and the package does not come from a registry that could show one.',
    next: 'Lock the package from its registry, or take it out of `publishers` in the policy.',
  },
  'bundled-without-publisher': {
    outcome: 'unknown',
    text: 'The policy expects a publisher, and the package comes inside the archive of another, where its own publisher shows nowhere.',
    next: 'Depend on it from its registry, or ignore `publisher` for it by a rule: whoever published the other package vouches for it.',
  },
  'no-file-locked': {
    outcome: 'unknown',
    text: 'The lockfile names no file of this package.',
    next: 'Lock the package again.',
  },
} as const satisfies CodeCatalogue;

/** Its entry in the catalogue. */
export const publisherEntry = {
  id: 'publisher',
  codes,
} as const;
