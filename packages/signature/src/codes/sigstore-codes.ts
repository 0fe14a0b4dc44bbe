/**
 * Why a Sigstore bundle proves nothing. `refuted`: what is there contradicts itself, its log, its certificate or the
 * artefact. `unknown`: what is trusted, or what is at hand, does not suffice to tell.
 */

import type { CodeInfo } from '@assay/model';

const entry = (outcome: CodeInfo['outcome'], text: string, next: string): CodeInfo => ({ outcome, text, next });

const askPublisher = 'Do not use the file. Fetch artefact and bundle again; if it stays, tell the publisher.';
const fetchAgain = 'Fetch the bundle again; if it stays, tell whoever serves it.';
const updateRoot = 'Update the trusted root, or name the root of the instance that signed.';
const otherRoot = 'Name a trusted root whose authority has no such limits, or update Assay.';
const fixRoot = 'Fetch the trusted root again, or repair the file.';
const signAgain = 'Ask the publisher to sign again with a current client.';

/** Codes of Sigstore verification, with what each means and what to do. */
export const sigstoreCodes = {
  'bundle-malformed': entry('refuted', 'The bundle is not a well-formed Sigstore bundle.', fetchAgain),
  'bundle-too-large': entry('refuted', 'The bundle is larger than any real one.', fetchAgain),
  'bundle-version-unsupported': entry(
    'unknown',
    "The bundle's media type is none of the versions 0.1, 0.2 and 0.3.",
    'Update Assay, or ask the publisher for a bundle of version 0.3.',
  ),
  'bundle-of-old-cosign': entry(
    'unknown',
    'The bundle has the format that cosign had of its own before Sigstore bundles, which Assay does not read.',
    'Make a Sigstore bundle of it with `cosign bundle create --artifact FILE --bundle OLD --out NEW`, or ask the publisher to sign with `cosign sign-blob --new-bundle-format`.',
  ),
  'trusted-root-malformed': entry('unknown', 'The trusted root is not a well-formed TrustedRoot document.', fixRoot),
  'trusted-root-key-weak': entry('unknown', 'The trusted root holds a key that is too weak to be trusted.', fixRoot),
  'trusted-root-expired': entry('unknown', 'The trusted root has expired: it proves nothing any more.', updateRoot),
  'trusted-root-missing': entry('unknown', 'There is no trusted root to verify under.', 'Name a trusted root.'),
  'signed-after-judgement': entry(
    'unknown',
    'A verified time lies after the time that is judged at: a clock is wrong, or the signature did not exist by then.',
    "Set this machine's clock, or judge at a later time.",
  ),
  'certificate-malformed': entry('refuted', 'The certificate is not a well-formed X.509 certificate.', fetchAgain),
  'certificate-chain-unexpected': entry(
    'refuted',
    "The bundle's certificate chain holds certificates that do not belong to the trusted chain, or a root.",
    fetchAgain,
  ),
  'certificate-authority-unknown': entry(
    'unknown',
    'No authority of the trusted root issues such certificates.',
    updateRoot,
  ),
  'certificate-authority-unfit': entry(
    'unknown',
    'The authority of the certificate has name constraints or a critical extension, which Assay does not enforce.',
    otherRoot,
  ),
  'certificate-untrusted': entry(
    'refuted',
    'The certificate names a trusted authority that did not issue it.',
    askPublisher,
  ),
  'certificate-not-valid-at-time': entry(
    'refuted',
    'A verified time lies outside the validity of the signing certificate.',
    askPublisher,
  ),
  'certificate-authority-not-valid-at-time': entry(
    'refuted',
    'A verified time lies outside the validity of the authority that issued the certificate.',
    askPublisher,
  ),
  'certificate-usage': entry('refuted', 'The certificate is not one for signing code.', askPublisher),
  'certificate-identity-missing': entry('refuted', 'The certificate says nothing about who signed.', askPublisher),
  'certificate-identity-ambiguous': entry('refuted', 'The certificate names several signers or issuers.', askPublisher),
  'certificate-extension-malformed': entry(
    'refuted',
    'A Fulcio extension of the certificate is not well-formed.',
    askPublisher,
  ),
  'sct-missing': entry(
    'refuted',
    'The certificate carries no proof that it was published in a certificate log.',
    askPublisher,
  ),
  'sct-malformed': entry(
    'refuted',
    "The certificate's list of signed certificate timestamps is malformed.",
    askPublisher,
  ),
  'sct-log-unknown': entry(
    'unknown',
    'The certificate was published in a log that the trusted root does not know.',
    updateRoot,
  ),
  'sct-invalid': entry('refuted', 'The certificate log did not sign for this certificate.', askPublisher),
  'sct-not-valid-at-time': entry(
    'refuted',
    "The certificate was logged outside the validity of the certificate log's key.",
    askPublisher,
  ),
  'key-unknown': entry(
    'unknown',
    "No key was given for the bundle's key hint.",
    'Name the key that is expected to sign.',
  ),
  'key-malformed': entry('unknown', 'The given public key is not well-formed, or too weak.', 'Name another key.'),
  'key-unsupported': entry(
    'unknown',
    'The key is of a kind with which this sort of bundle cannot be verified.',
    'Ask the publisher to sign with ECDSA P-256.',
  ),
  'key-not-valid-at-time': entry('refuted', "A verified time lies outside the key's validity.", askPublisher),
  'log-entry-missing': entry(
    'refuted',
    'The bundle has no transparency log entry, and its instance logs everything.',
    signAgain,
  ),
  'log-entry-too-few': entry('refuted', 'Fewer logs vouch for the signature than are required.', signAgain),
  'log-entry-duplicate': entry('refuted', 'The bundle holds the same log entry twice.', fetchAgain),
  'log-unknown': entry('unknown', 'The entry is in a log that the trusted root does not know.', updateRoot),
  'log-not-valid-at-time': entry(
    'refuted',
    "A verified time lies outside the validity of the log's key.",
    askPublisher,
  ),
  'log-entry-malformed': entry('refuted', "The log entry's body is not a well-formed entry.", askPublisher),
  'log-entry-unsupported': entry('unknown', 'The log entry is of a kind that Assay does not know.', 'Update Assay.'),
  'log-entry-mismatch': entry('refuted', 'The log entry is about another signature, key or artefact.', askPublisher),
  'inclusion-promise-missing': entry('refuted', 'A bundle of version 0.1 needs a signed entry timestamp.', signAgain),
  'inclusion-promise-invalid': entry(
    'refuted',
    'The log did not sign the promise to include this entry.',
    askPublisher,
  ),
  'inclusion-proof-missing': entry('refuted', 'The log entry comes without a proof that it is in the log.', signAgain),
  'inclusion-proof-invalid': entry(
    'refuted',
    'The entry is not in the log that the checkpoint describes.',
    askPublisher,
  ),
  'checkpoint-missing': entry(
    'unknown',
    'The inclusion proof comes without the checkpoint that it leads to, so that it cannot be verified.',
    signAgain,
  ),
  'checkpoint-malformed': entry('refuted', "The log's checkpoint is not a well-formed signed note.", fetchAgain),
  'checkpoint-origin-mismatch': entry('refuted', 'The checkpoint is not one of the log of this entry.', askPublisher),
  'checkpoint-signature-missing': entry('refuted', 'The log did not sign the checkpoint.', askPublisher),
  'checkpoint-signature-invalid': entry(
    'refuted',
    "The log's signature under the checkpoint does not verify.",
    askPublisher,
  ),
  'checkpoint-mismatch': entry('refuted', "The checkpoint is about another tree than the entry's proof.", askPublisher),
  'timestamp-missing': entry('refuted', 'No trusted clock says when the signature was made.', signAgain),
  'timestamp-too-few': entry(
    'refuted',
    'Fewer clocks vouch for the time of the signature than are required.',
    signAgain,
  ),
  'timestamp-duplicate': entry('refuted', 'The bundle holds the same timestamp twice.', fetchAgain),
  'timestamp-malformed': entry('refuted', 'A timestamp is not a well-formed RFC 3161 response.', fetchAgain),
  'timestamp-authority-unknown': entry(
    'unknown',
    'A timestamp is from an authority that the trusted root does not know.',
    updateRoot,
  ),
  'timestamp-authority-usage': entry(
    'unknown',
    'The trusted root lists a timestamp authority whose certificates are not for timestamps, or for something else as well.',
    fixRoot,
  ),
  'timestamp-authority-unfit': entry(
    'unknown',
    'The timestamp authority has name constraints or a critical extension, which Assay does not enforce.',
    otherRoot,
  ),
  'timestamp-algorithm-unsupported': entry(
    'unknown',
    'A timestamp is signed with an algorithm or key with which it cannot be verified.',
    'Ask the publisher for a timestamp signed with ECDSA, or with RSA and SHA-256.',
  ),
  'timestamp-mismatch': entry('refuted', 'A timestamp is about another signature.', askPublisher),
  'timestamp-not-valid': entry('refuted', "A timestamp lies outside its authority's validity.", askPublisher),
  'timestamp-invalid': entry('refuted', 'The timestamp authority did not sign the timestamp.', askPublisher),
  'signature-invalid': entry('refuted', 'The signature does not verify with the key of the bundle.', askPublisher),
  'artifact-mismatch': entry('refuted', 'The bundle is about another artefact.', askPublisher),
  'message-digest-mismatch': entry(
    'refuted',
    'The bundle states another digest than that of the artefact that was signed and logged.',
    fetchAgain,
  ),
  'artifact-digest-missing': entry(
    'unknown',
    'The digest that the bundle is about is not at hand for the artefact.',
    'Verify with the file itself.',
  ),
  'payload-type-unsupported': entry(
    'unknown',
    'The envelope holds something that is no in-toto statement.',
    'Ask the publisher for an in-toto attestation.',
  ),
  'statement-malformed': entry('refuted', 'The signed payload is not a well-formed in-toto statement.', askPublisher),
  'subject-mismatch': entry('refuted', 'None of the subjects of the statement is the artefact.', askPublisher),
  'predicate-type-mismatch': entry(
    'refuted',
    'The statement is of another type than is required.',
    'Look for an attestation of the required type.',
  ),
  'verifier-refused': entry(
    'refuted',
    'The verifier below Assay (sigstore-js) refuses the bundle for a reason that has no code of its own.',
    askPublisher,
  ),
} as const satisfies Readonly<Record<string, CodeInfo>>;

/** A code of Sigstore verification. */
export type SigstoreCode = keyof typeof sigstoreCodes;
