/** Id and codes of `release-age`: what policies and reports need of it. */

import type { CodeCatalogue } from '@assay/model';
import { missingEvidenceCodes } from '../missing-evidence.js';
import { sourceKindCodes } from '../not-applicable.js';

const compare = 'Find out when it was really published; ask whoever runs the registry.';

const own = {
  'no-minimum-age': { outcome: 'not-applicable', text: 'The policy asks for no age.', next: '' },
  'age-excepted': { outcome: 'not-applicable', text: 'The policy lets this package be younger.', next: '' },
  'project-file': { outcome: 'not-applicable', text: 'The archive is a file of the project itself.', next: '' },
  'age-attested': {
    outcome: 'proven',
    text: 'It has been published long enough, by what the registry signed and a transparency log recorded then.',
    next: '',
  },
  'age-unauthenticated': {
    outcome: 'proven',
    text: 'It has been published long enough, by the registry’s word alone, which nobody signed.',
    next: '',
  },
  'too-young': {
    outcome: 'absent',
    text: 'It was published more recently than the policy allows.',
    next: 'Wait, or lock an older version. Where it cannot wait (it mends a vulnerability), read the change, then list this very version under `releaseAge.except`.',
  },
  'publish-time-missing': {
    outcome: 'absent',
    text: 'Nobody says when it was published.',
    next: 'Take it from a registry that does, or list the package under `releaseAge.except`.',
  },
  'publish-time-malformed': {
    outcome: 'unknown',
    text: 'What the registry states as the time of publication cannot be read.',
    next: compare,
  },
  'publish-time-impossible': {
    outcome: 'absent',
    text: 'The registry states a time of publication from before there were such registries: that is, none.',
    next: compare,
  },
  'published-in-future': {
    outcome: 'absent',
    text: 'By the registry, it was published after the time that is judged at.',
    next: 'Check the clock, or the time given with `--at`; otherwise ask whoever runs the registry.',
  },
  'publish-time-contradicted': {
    outcome: 'refuted',
    text: 'The registry states that it was published before it was signed: one of the two times was changed.',
    next: 'Do not install before you know why.',
  },
  'no-registry-time': {
    outcome: 'absent',
    text: 'It comes from no registry, so nobody says when it was published.',
    next: 'Use a published version, or list the package under `releaseAge.except`.',
  },
} as const satisfies CodeCatalogue;

export const releaseAgeEntry = {
  id: 'release-age',
  codes: { ...sourceKindCodes, ...missingEvidenceCodes, ...own },
} as const;
