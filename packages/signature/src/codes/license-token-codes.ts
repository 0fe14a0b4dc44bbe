/** Reason codes of licence tokens. */

import type { CodeInfo } from '@assay/model';

const contactVendor =
  'Do not use this licence. Compare the token with the one that the vendor sent you, and ask the vendor.';

/** Code → what it means. */
export const licenseTokenCodes = {
  'license-token-verified': {
    outcome: 'proven',
    text: "The token was made with the issuer's key, and all that the rules ask for holds.",
    next: '',
  },
  'license-token-pinned': {
    outcome: 'proven',
    text: 'The token is, byte for byte, one whose fingerprint is expected; by itself it does not prove who issued it.',
    next: '',
  },
  'license-token-malformed': {
    outcome: 'refuted',
    text: 'The token does not have the form that its scheme requires.',
    next: 'Do not use this licence. Fetch it again; if it stays so, ask the vendor for a new one.',
  },
  'license-token-foreign-key': {
    outcome: 'refuted',
    text: 'None of the pinned issuer keys made the token: it is a forgery, was altered, or the issuer has a new key.',
    next: 'Do not use this licence. Ask the vendor, by a way that you already know, whether its key has changed; only then pin the new one.',
  },
  'license-token-algorithm-refused': {
    outcome: 'refuted',
    text: 'The token names a signature algorithm that does not belong to any pinned key, or none at all.',
    next: contactVendor,
  },
  'license-token-other-entity': {
    outcome: 'refuted',
    text: 'The token was issued to somebody else than the rules expect, or names nobody.',
    next: "Do not use somebody else's licence. If your organisation's name has changed, ask the vendor how it is spelled in the token, then correct the rules.",
  },
  'license-token-claim-mismatch': {
    outcome: 'refuted',
    text: 'The token is signed, but its issuer, audience or subject is not the expected one.',
    next: 'Do not use this licence. Ask the vendor which token is for this product, or correct the rules.',
  },
  'license-token-fingerprint-mismatch': {
    outcome: 'refuted',
    text: 'The token is not one of those whose fingerprints are expected.',
    next: 'Do not use this licence. If the vendor has sent you a new token, record its fingerprint; if not, ask the vendor.',
  },
  'license-token-revoked': {
    outcome: 'refuted',
    text: 'The issuer has revoked the token.',
    next: 'Do not use this licence. Ask the vendor why it was revoked, and for a new one.',
  },
  'license-token-expired': {
    outcome: 'refuted',
    text: 'The token has ended.',
    next: 'Renew the licence with the vendor, then install the new token.',
  },
  'license-token-not-yet-valid': {
    outcome: 'refuted',
    text: 'The token starts, or was issued, in the future.',
    next: "Check this machine's clock; if it is right, wait until the licence starts or ask the vendor.",
  },
  'license-token-no-key': {
    outcome: 'absent',
    text: 'No issuer key is pinned, so nothing is known about who made the token.',
    next: "Pin the issuer's public key, which the vendor publishes, or name the scheme `opaque` and record the token's fingerprint.",
  },
  'license-token-unsigned': {
    outcome: 'absent',
    text: 'The token is readable text without a signature: nothing in it proves who issued it.',
    next: "Compare the token with the one that the vendor sent you, then record its fingerprint; the package's digest protects it as well.",
  },
  'license-token-opaque': {
    outcome: 'absent',
    text: 'The token cannot be read here: nothing is known about it but its fingerprint.',
    next: 'Compare the token with the one that the vendor sent you, then record its fingerprint.',
  },
  'license-token-forgeable': {
    outcome: 'absent',
    text: 'The token is protected by nothing but an MD5 without a key, which anybody can compute: its words prove nothing.',
    next: 'Compare the token with the one that the vendor sent you, then record its fingerprint; ask the vendor for signed licences.',
  },
  'license-token-revocations-unreadable': {
    outcome: 'unknown',
    text: 'The list of revoked tokens cannot be read, so nobody knows whether the token is still good.',
    next: "Fetch the vendor's list again; if it stays so, tell the vendor.",
  },
} as const satisfies Readonly<Record<string, CodeInfo>>;

/** A code of {@link licenseTokenCodes}. */
export type LicenseTokenCode = keyof typeof licenseTokenCodes;
