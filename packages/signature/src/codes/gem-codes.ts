/**
 * What a gem's X.509 signatures prove, and why they prove nothing. `refuted`: the gem contradicts itself, or what is trusted.
 * `absent`: there is no signature that counts. `unknown`: it is right, but by nobody who is trusted, or at no known time.
 */

import type { CodeInfo } from '@assay/model';

const entry = (outcome: CodeInfo['outcome'], text: string, next: string): CodeInfo => ({ outcome, text, next });

const doNotInstall = 'Do not install. Compare with another mirror, and tell the maintainer.';
const askMaintainer = 'Ask the maintainer for a gem signed with a certificate in order.';
const signAgain = 'Ask the maintainer to sign with SHA-256 and a key that is long enough.';

/** Codes of gem signatures, with what each means and what to do. */
export const gemCodes = {
  'gem-signature-valid': entry(
    'proven',
    'Every member of the gem is signed by a trusted certificate that is valid now, and was when the gem was published as far as that is known.',
    '',
  ),
  'time-unauthenticated': entry(
    'proven',
    'Every member is signed by a trusted certificate that has ended since; that it was valid when the gem was published, only the registry says.',
    '',
  ),
  'gem-policy-accepts': entry('proven', 'The gem passes the RubyGems policy that the policy names.', ''),
  'gem-unsigned-allowed': entry(
    'not-applicable',
    'The gem is not signed, and the RubyGems policy that the policy names asks for no signature.',
    '',
  ),
  'gem-unsigned': entry('absent', 'The gem is not signed.', 'Rely on other evidence, or ask the maintainer to sign.'),
  'signature-weak': entry(
    'absent',
    'The gem is signed in the way of old RubyGems, with SHA-1, which proves nothing today.',
    signAgain,
  ),
  'chain-untrusted': entry(
    'unknown',
    'The gem is rightly signed, by a certificate that nobody here trusts.',
    'If you know the signer, trust the certificate: by its fingerprint in the policy, or with `gem cert --add`.',
  ),
  'trusted-certificate-ended': entry(
    'unknown',
    'The gem is signed with a certificate of the same name and key as a trusted one, which has ended; whoever has the key by now can make another.',
    'If the signer is known to have renewed it, trust the new certificate: by its fingerprint in the policy, or with `gem cert --add`.',
  ),
  'sign-time-unknown': entry(
    'unknown',
    'A certificate of the signature has ended, and nothing says when the gem was signed.',
    'Verify at a depth that asks the registry when the gem was published, or ask for a newer version.',
  ),
  'gem-signature-unread': entry(
    'unknown',
    'A member of the gem or its signature could not be read.',
    'Look at the archive with `assay inspect`.',
  ),
  'gem-archive-refused': entry(
    'unknown',
    'The signatures are right, but readers differ on what the archive holds: see `archive-safety`.',
    'Do not install. Look at the archive with `assay inspect`.',
  ),
  'gem-orphan-signature': entry(
    'refuted',
    'The gem holds signatures, but its metadata names no certificate that could have made them.',
    doNotInstall,
  ),
  'gem-member-duplicate': entry(
    'refuted',
    'The gem holds a member twice, or two kinds of metadata, so what is signed need not be what is installed.',
    doNotInstall,
  ),
  'gem-member-missing': entry('refuted', 'A signed gem lacks a member that every signed gem has.', doNotInstall),
  'gem-member-unsigned': entry('refuted', 'Some members of the gem are signed and one is not.', doNotInstall),
  'gem-member-signature-invalid': entry(
    'refuted',
    'The signature of a member was not made by the signer’s key, or not over these bytes.',
    doNotInstall,
  ),
  'gem-signature-extra': entry('refuted', 'The gem holds a signature of a member that is not there.', doNotInstall),
  'gem-metadata-unreadable': entry(
    'refuted',
    'The metadata of a signed gem cannot be read, so nobody knows who signed it.',
    doNotInstall,
  ),
  'gem-checksums-unfit': entry(
    'refuted',
    'The gem’s own checksums lack SHA-256, without which RubyGems verifies no signature.',
    doNotInstall,
  ),
  'certificate-malformed': entry(
    'refuted',
    'A certificate of the gem is not a well-formed X.509 certificate.',
    askMaintainer,
  ),
  'chain-too-long': entry('refuted', 'The gem names more certificates than any honest chain has.', askMaintainer),
  'chain-broken': entry(
    'refuted',
    'A certificate of the chain was not issued by the one above it, by name or by signature.',
    askMaintainer,
  ),
  'certificate-usage': entry(
    'refuted',
    'A certificate of the chain may not be used for what it was used for: signing, or issuing certificates.',
    'Trust the signer’s own certificate if that is meant, or ask the maintainer for a chain in order.',
  ),
  'certificate-weak': entry(
    'refuted',
    'A certificate of the chain has a key that is too weak, or was signed with MD5 or SHA-1.',
    signAgain,
  ),
  'certificate-expired': entry(
    'refuted',
    'A certificate of the chain had ended at the time that counts.',
    'Ask the maintainer for a gem signed with a certificate that is valid.',
  ),
  'certificate-not-yet-valid': entry(
    'refuted',
    'A certificate of the chain was not valid yet at the time that counts.',
    askMaintainer,
  ),
  'root-not-self-signed': entry(
    'refuted',
    'The first certificate of the chain is not its own issuer, as the RubyGems policy demands.',
    askMaintainer,
  ),
  'root-untrusted': entry(
    'refuted',
    'The first certificate of the chain is none that the RubyGems policy trusts.',
    'If you know the signer, trust the certificate: by its fingerprint in the policy, or with `gem cert --add`.',
  ),
  'gem-policy-refuses': entry(
    'refuted',
    'RubyGems itself refuses every signed gem under this policy.',
    'Name another policy: `NoSecurity` takes unsigned gems alone.',
  ),
} as const satisfies Readonly<Record<string, CodeInfo>>;

/** A code of {@link gemCodes}. */
export type GemCode = keyof typeof gemCodes;

/** A code of a gem signature that proves something. */
export type GemProvenCode = 'gem-signature-valid' | 'time-unauthenticated' | 'gem-policy-accepts';

/** Every other one. */
export type GemRefusalCode = Exclude<GemCode, GemProvenCode>;
