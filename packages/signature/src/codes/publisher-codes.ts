/** Reason codes of publishers: who signed, against whom the policy expects. */

import type { CodeCatalogue } from '@assay/model';

const lookAtSigner =
  'Do not use this until you know why. If the publisher really moved, expect the new one (in a policy: in `publishers`, with a `since` day).';

function mismatch(what: string) {
  return {
    outcome: 'refuted',
    text: `The signature is by ${what} than is expected.`,
    next: lookAtSigner,
  } as const;
}

/** Code → what it means. */
export const publisherCodes = {
  'publisher-kind-mismatch': mismatch('another kind of signer'),
  'publisher-issuer-mismatch': mismatch('an identity of another issuer'),
  'publisher-identity-mismatch': mismatch('another identity'),
  'publisher-repository-mismatch': mismatch('a workflow of another repository'),
  'publisher-repository-id-mismatch': mismatch('a repository of the same name but another id'),
  'publisher-owner-id-mismatch': mismatch('a repository of an owner with another id'),
  'publisher-workflow-mismatch': mismatch('another workflow'),
  'publisher-signer-workflow-mismatch': mismatch('another reusable workflow'),
  'publisher-ref-mismatch': mismatch('a build from another ref'),
  'publisher-environment-mismatch': mismatch('a job in another environment'),
  'publisher-runner-mismatch': mismatch('a job on another kind of runner'),
  'publisher-trigger-mismatch': mismatch('a run with another trigger'),
  'publisher-certificate-mismatch': mismatch('another certificate'),
  'publisher-key-mismatch': mismatch('another key'),
  'publisher-claim-missing': {
    outcome: 'refuted',
    text: 'The certificate does not state something that is expected of it.',
    next: 'Older certificates state less: expect fewer fields there (in a policy: a publisher with a `versions` range).',
  },
  'publisher-outside-dates': {
    outcome: 'refuted',
    text: 'The signature was made outside the days in which the policy allows this publisher.',
    next: lookAtSigner,
  },
  'publisher-time-unknown': {
    outcome: 'unknown',
    text: 'The policy limits the days of this publisher, and there is no verified time of signing.',
    next: 'Limit this publisher by `versions` instead of by days.',
  },
  'publisher-range-invalid': {
    outcome: 'unknown',
    text: 'The policy limits this publisher to a range of versions that the ecosystem cannot read.',
    next: 'Correct `versions` of this publisher in the policy.',
  },
  'publisher-none-applies': {
    outcome: 'refuted',
    text: 'The policy names publishers for this package, but none for this version.',
    next: 'Add a publisher for this version to `publishers`, or correct their `versions`.',
  },
} as const satisfies CodeCatalogue;

/** A code of {@link publisherCodes}. */
export type PublisherCode = keyof typeof publisherCodes;
