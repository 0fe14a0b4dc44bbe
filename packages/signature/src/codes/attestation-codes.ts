/** Reason codes about single files and the attestations that come with them. */

import type { CodeInfo } from '@assay/model';

/** Code → what it means. */
export const attestationCodes = {
  'file-attested': {
    outcome: 'proven',
    text: 'Every attestation about the file verifies, and the expected signer made it.',
    next: '',
  },
  'attestation-verified': {
    outcome: 'proven',
    text: 'The attestation is about this file, and the expected signer made it.',
    next: '',
  },
  'no-attestation': {
    outcome: 'absent',
    text: 'There is no attestation for this file, so nothing is known about who made it.',
    next: 'Name the file with its attestations with --bundle, or ask the publisher for one.',
  },
  'no-attestation-of-type': {
    outcome: 'absent',
    text: 'None of the attestations for this file is of the required predicate type.',
    next: 'Ask the publisher for an attestation of that type, or require another type.',
  },
  'attestation-of-other-type': {
    outcome: 'not-applicable',
    text: 'The attestation says that it is of another type than is asked for; it was not looked at.',
    next: '',
  },
  'github-release-set-aside': {
    outcome: 'not-applicable',
    text: "The attestation says that it is GitHub's record of a release: it says what the release holds, not who built it.",
    next: 'To have the record verified, ask for it: --publisher github-release:OWNER/REPO.',
  },
  'npm-publish-set-aside': {
    outcome: 'not-applicable',
    text: "The attestation says that it is a registry's record of a publish: the registry's key made it, not the publisher.",
    next: '`assay verify` checks it, with the keys of the registry that the lockfile names.',
  },
  'github-release-malformed': {
    outcome: 'refuted',
    text: "GitHub's record of a release lacks what such a record says, or contradicts itself.",
    next: 'Do not use the file. Fetch the attestation again; if it stays, tell GitHub and the publisher.',
  },
  'github-release-mismatch': {
    outcome: 'refuted',
    text: 'The attestation is valid, but it records another release than the expected one.',
    next: 'Do not use the file, unless you know why it comes from another release; then name that one.',
  },
  'attestation-document-malformed': {
    outcome: 'refuted',
    text: 'The document that should hold attestations is not well-formed.',
    next: 'Fetch the document again from where the publisher puts it.',
  },
  'attestation-format-unknown': {
    outcome: 'unknown',
    text: 'The document holds something that Assay does not know as an attestation.',
    next: 'Name a Sigstore bundle, JSON lines of bundles, a PEP 740 document, or the answer of a registry or of GitHub.',
  },
  'envelope-key-missing': {
    outcome: 'unknown',
    text: 'The attestation is a bare envelope, which names nobody: it can be verified with a key that you name, and in no other way.',
    next: "Name the signer's public key with --key.",
  },
  'envelope-malformed': {
    outcome: 'refuted',
    text: 'The envelope is not a well-formed DSSE envelope with one signature.',
    next: 'Fetch the attestation again from where the publisher puts it.',
  },
  'envelope-signature-invalid': {
    outcome: 'refuted',
    text: 'The signature of the envelope was not made with the given key over this payload.',
    next: 'Do not use the file before its publisher has confirmed key and attestation.',
  },
  'signer-mismatch': {
    outcome: 'refuted',
    text: 'The attestation is valid, but somebody else than the expected signer made it.',
    next: 'Do not use this file, unless you know why its signer has changed; then name the new one.',
  },
} as const satisfies Readonly<Record<string, CodeInfo>>;

/** A code of {@link attestationCodes}. */
export type AttestationCode = keyof typeof attestationCodes;
