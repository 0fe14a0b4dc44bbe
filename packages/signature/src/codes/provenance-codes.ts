/** Reason codes of provenance: what a predicate says against what the signing certificate says. */

import type { CodeCatalogue } from '@assay/model';

const lookIntoBuild = 'Find out how this release was really built; do not install it until the two agree.';

function mismatch(what: string) {
  return {
    outcome: 'refuted',
    text: `The provenance names another ${what} than the certificate that signed it.`,
    next: lookIntoBuild,
  } as const;
}

/** Code → what it means. */
export const provenanceCodes = {
  'provenance-type-unsupported': {
    outcome: 'unknown',
    text: 'The predicate type is none whose fields are known here.',
    next: 'Ask the publisher for SLSA provenance v0.2 or v1.',
  },
  'provenance-malformed': {
    outcome: 'refuted',
    text: 'The predicate is not what its type says it is.',
    next: 'Ask the publisher to release again with a tool that writes valid provenance.',
  },
  'provenance-contradictory': {
    outcome: 'refuted',
    text: 'The predicate states two different values for one field, so different readers believe different things.',
    next: lookIntoBuild,
  },
  'provenance-source-unstated': {
    outcome: 'refuted',
    text: 'The provenance leaves out the source repository or the commit that its build type always has.',
    next: lookIntoBuild,
  },
  'provenance-builder-untrusted': {
    outcome: 'refuted',
    text: 'The provenance names a builder that is not on the list of accepted builders.',
    next: 'If you trust this builder, add its exact id to `builders` in the policy.',
  },
  'provenance-builder-mismatch': mismatch('builder'),
  'provenance-repository-mismatch': mismatch('source repository'),
  'provenance-repository-id-mismatch': mismatch('repository id'),
  'provenance-owner-mismatch': mismatch('repository owner'),
  'provenance-owner-id-mismatch': mismatch('owner id'),
  'provenance-ref-mismatch': mismatch('ref'),
  'provenance-commit-mismatch': mismatch('commit'),
  'provenance-workflow-mismatch': mismatch('workflow file'),
  'provenance-workflow-ref-mismatch': mismatch('ref of the workflow file'),
  'provenance-workflow-commit-mismatch': mismatch('commit of the workflow file'),
  'provenance-trigger-mismatch': mismatch('trigger'),
  'provenance-run-mismatch': mismatch('run'),
  'provenance-runner-mismatch': mismatch('kind of runner'),
  'publish-predicate-malformed': {
    outcome: 'refuted',
    text: 'The publish attestation does not say what its type says it does.',
    next: 'Do not install this file; tell the registry.',
  },
} as const satisfies CodeCatalogue;

/** A code of {@link provenanceCodes}. */
export type ProvenanceCode = keyof typeof provenanceCodes;
