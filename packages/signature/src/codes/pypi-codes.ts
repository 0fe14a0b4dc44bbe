/** Reason codes of PyPI's attestations (PEP 740, now "Index hosted attestations"). */

import type { CodeInfo } from '@assay/model';

const fetchAgain = 'Fetch the provenance again from the index; if it stays so, tell the index.';
const askPublisher = 'Do not install this file; ask its publisher.';

/** Code → what it means. */
export const pypiCodes = {
  'pypi-attestation-malformed': {
    outcome: 'refuted',
    text: 'The document is not a well-formed PEP 740 provenance object or attestation.',
    next: fetchAgain,
  },
  'pypi-version-unsupported': {
    outcome: 'unknown',
    text: 'The provenance object or attestation is of a version that Assay does not know.',
    next: 'Update Assay.',
  },
  'pypi-statement-version': {
    outcome: 'refuted',
    text: 'The signed payload is not an in-toto statement of version 1, the only one that PyPI knows.',
    next: askPublisher,
  },
  'pypi-subject-count': {
    outcome: 'refuted',
    text: 'The statement does not have exactly one subject.',
    next: askPublisher,
  },
  'pypi-subject-digest-missing': {
    outcome: 'refuted',
    text: 'The statement has no SHA-256 of the file, which PyPI requires.',
    next: askPublisher,
  },
  'pypi-subject-name-malformed': {
    outcome: 'refuted',
    text: 'The statement is about something that is neither a wheel nor an sdist by its name.',
    next: askPublisher,
  },
  'pypi-subject-name-mismatch': {
    outcome: 'refuted',
    text: 'The statement was made for a file of another name, project, version or platform.',
    next: 'Verify the file under the name that it was published with; if it has that name, do not install it.',
  },
  'pypi-predicate-type-unsupported': {
    outcome: 'refuted',
    text: 'The predicate type is none that PyPI accepts.',
    next: askPublisher,
  },
  'pypi-publisher-kind-unsupported': {
    outcome: 'unknown',
    text: 'The provenance names a kind of publisher that Assay cannot compare with a certificate.',
    next: 'Verify the attestation by itself, with --identity and --issuer, or update Assay.',
  },
  'pypi-publisher-mismatch': {
    outcome: 'refuted',
    text: 'The provenance names another publisher than the certificate that signed the attestation.',
    next: 'Do not install this file; tell the index.',
  },
} as const satisfies Readonly<Record<string, CodeInfo>>;

/** A code of {@link pypiCodes}. */
export type PypiCode = keyof typeof pypiCodes;
