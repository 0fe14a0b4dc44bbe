/** Reason codes of vendors' checksum statements and checksum files for licence packages. */

import type { CodeInfo } from '@assay/model';

const askVendor = 'Do not install the package. Fetch package and statement again; if it stays so, ask the vendor.';
const otherChecksum = 'Ask the vendor for a SHA-256 or SHA-512 of the file, or for a signed statement.';

/** Code → what it means. */
export const licenseChecksumCodes = {
  'license-checksum-stated': {
    outcome: 'proven',
    text: 'The expected vendor signed a statement that the package file has exactly this content.',
    next: '',
  },
  'license-checksum-document-malformed': {
    outcome: 'refuted',
    text: 'The document is not a well-formed signed statement.',
    next: 'Fetch the statement again; if it stays so, ask the vendor.',
  },
  'license-checksum-foreign-signer': {
    outcome: 'refuted',
    text: 'None of the pinned keys signed the statement: it is a forgery, was altered, or the vendor has a new key.',
    next: 'Do not install the package. Ask the vendor, by a way that you already know, whether its key has changed; only then pin the new one.',
  },
  'license-checksum-signer-unknown': {
    outcome: 'absent',
    text: 'The statement is signed in a way for which nobody is named who should have signed it.',
    next: "Name the vendor's key for plain envelopes, or its identity and issuer for Sigstore bundles.",
  },
  'license-checksum-other-statement': {
    outcome: 'refuted',
    text: 'The document is signed, but it is not a checksum statement about one licence package.',
    next: 'Name the checksum statement of this package; other statements of the vendor do not count for it.',
  },
  'license-checksum-content-mismatch': {
    outcome: 'refuted',
    text: 'The package file has other content than the signed statement says.',
    next: 'Do not install the package: it was altered, or published again. Ask the vendor which content is right.',
  },
  'license-checksum-superseded': {
    outcome: 'refuted',
    text: 'The package file is the older one that the signed statement replaces.',
    next: 'Fetch the package again, past every cache and mirror.',
  },
  'license-checksum-name-mismatch': {
    outcome: 'refuted',
    text: 'The signed statement is about a file of another name.',
    next: 'Name the statement that the vendor made for this file.',
  },
  'license-checksum-other-license': {
    outcome: 'refuted',
    text: 'The signed statement is about another package, licence or vendor.',
    next: askVendor,
  },
  'license-checksum-not-yet-made': {
    outcome: 'refuted',
    text: 'The signed statement says that it was made in the future.',
    next: "Check this machine's clock; if it is right, ask the vendor.",
  },
  'license-checksum-file-malformed': {
    outcome: 'refuted',
    text: 'The checksum file is not in a form that can be read without guessing.',
    next: 'Fetch the checksum file again; it must be as `sha256sum` or `sha512sum` writes it, or hold the hexadecimal digest alone.',
  },
  'license-checksum-file-contradictory': {
    outcome: 'refuted',
    text: 'The checksum file gives two different digests for the same file.',
    next: 'Do not install the package; ask the vendor which digest is right.',
  },
  'license-checksum-file-silent': {
    outcome: 'absent',
    text: 'The checksum file does not name the package file.',
    next: 'Name the checksum file that the vendor publishes for this version.',
  },
  'license-checksum-file-weak': {
    outcome: 'absent',
    text: 'The checksum file has nothing for the package file but digests that can be forged (MD5, SHA-1) or that Assay does not know.',
    next: otherChecksum,
  },
} as const satisfies Readonly<Record<string, CodeInfo>>;

/** A code of {@link licenseChecksumCodes}. */
export type LicenseChecksumCode = keyof typeof licenseChecksumCodes;
