/** Codes of registry keys, registry signatures and npm's attestations: what each means and what to do. */

import type { CodeInfo } from '@assay/model';
import { provenanceCodes } from './provenance-codes.js';
import { sigstoreCodes } from './sigstore-codes.js';

const entry = (outcome: CodeInfo['outcome'], text: string, next: string): CodeInfo => ({ outcome, text, next });

const repairKeys = 'Update the trust roots (`assay trust update`), or repair the list of keys in the policy.';
const doNotInstall = 'Do not install. Compare with another mirror, and report it to whoever runs the registry.';
const updateKeys = "Run `assay trust update`, or configure the registry's keys.";
const isolate = 'Do not install before the registry signed this version with a current key.';

/** Why a list of registry keys is not used. */
export const registryKeysCodes = {
  'keys-malformed': entry('unknown', 'The list of registry keys is not well-formed.', repairKeys),
  'keys-conflicting': entry('unknown', 'The list of registry keys names one key in two ways.', repairKeys),
  'key-id-mismatch': entry('unknown', 'A registry key stands under the fingerprint of another key.', repairKeys),
  'key-unsuitable': entry('unknown', 'A registry key is none of the kind that it is said to be.', repairKeys),
} as const satisfies Readonly<Record<string, CodeInfo>>;

/** A code of reading registry keys. */
export type RegistryKeysCode = keyof typeof registryKeysCodes;

/** What a registry's signatures over a version prove. */
export const registrySignatureCodes = {
  'registry-signature-valid': entry(
    'proven',
    "A current key of the registry signed this name, version and the pinned file's digest.",
    '',
  ),
  'time-unauthenticated': entry(
    'proven',
    'A key of the registry that has since ended signed this version; only the registry says that it did so in time.',
    '',
  ),
  'signature-missing': entry(
    'absent',
    'The registry states no signature for this version.',
    'Use a registry or mirror that passes signatures on, or accept their absence in the policy.',
  ),
  'signed-digest-weak': entry(
    'absent',
    "The registry's signature is tied to the file by MD5 or SHA-1 only.",
    'Lock the package again so that it is pinned by SHA-512, or verify with `--depth artifacts`.',
  ),
  'signature-invalid': entry('refuted', 'A signature by a key of the registry does not verify.', doNotInstall),
  'signature-malformed': entry('refuted', 'What the registry states as a signature is none.', doNotInstall),
  'too-many-signatures': entry('refuted', 'The registry states more signatures than any real one.', doNotInstall),
  'signed-other-bytes': entry(
    'refuted',
    'The registry signed this version over other bytes than the lockfile pins or the registry serves.',
    doNotInstall,
  ),
  'signed-integrity-malformed': entry(
    'refuted',
    'The registry signed over something that is no list of digests.',
    doNotInstall,
  ),
  'subject-ambiguous': entry(
    'refuted',
    'The name or version is one with which a signed text could be read in two ways.',
    'Do not install a package of such a name.',
  ),
  'key-ended': entry('refuted', 'The only keys that signed had ended when the version was published.', isolate),
  'key-revoked': entry('refuted', 'The only keys that signed have been revoked.', isolate),
  'key-unknown': entry('unknown', 'No key that signed is known here.', updateKeys),
  'key-unsupported': entry(
    'unknown',
    'The registry signed with a kind of key that Assay does not know.',
    'Update Assay.',
  ),
  'key-not-begun': entry(
    'unknown',
    'The key that signed is not valid yet at the time of judgement.',
    'Check the clock, or the time given with `--at`.',
  ),
  'keys-not-configured': entry('unknown', 'No keys are known for this registry.', updateKeys),
  'publish-time-missing': entry(
    'unknown',
    'The key that signed has ended, and it is not known when the version was published.',
    'Verify where the registry serves its whole package document.',
  ),
  'signature-not-comparable': entry(
    'unknown',
    "The registry's signature is over a digest that the lockfile does not pin.",
    'Lock the package again so that it is pinned by SHA-512, or verify with `--depth artifacts`.',
  ),
} as const satisfies Readonly<Record<string, CodeInfo>>;

/** A code of verifying registry signatures. */
export type RegistrySignatureCode = keyof typeof registrySignatureCodes;

const reportRegistry = 'Do not install. Compare with another registry, and report it to whoever runs this one.';

/** What npm's attestations prove, beside what Sigstore bundles and provenance do. */
const ownAttestationCodes = {
  'attestations-valid': entry(
    'proven',
    'Every attestation of this version that counts verifies and is about the pinned file; those that do not count are told.',
    '',
  ),
  'attestations-missing': entry(
    'absent',
    'The registry holds no attestation for this version.',
    'Ask the publisher to publish with provenance, or accept its absence in the policy.',
  ),
  'provenance-missing': entry(
    'absent',
    'The registry holds attestations for this version, and none says how it was built.',
    'Ask the publisher to publish with provenance, or accept its absence in the policy.',
  ),
  'publish-missing': entry(
    'absent',
    'The registry holds attestations for this version, and none by which it says that it published it.',
    'Use a registry that signs what it publishes, or accept its absence in the policy.',
  ),
  'too-many-attestations': entry('refuted', 'The registry holds more attestations than any real one.', reportRegistry),
  'attestation-type-mismatch': entry(
    'refuted',
    'The registry states another type beside an attestation than the one in it.',
    reportRegistry,
  ),
  'attestation-signer-unexpected': entry(
    'refuted',
    'A publish attestation is not signed by a registry key, or another one not by an identity.',
    reportRegistry,
  ),
  'attestation-key-unknown': entry(
    'unknown',
    'The key that signed a publish attestation is not known here.',
    updateKeys,
  ),
  'attestation-key-unsupported': entry(
    'unknown',
    'A publish attestation is signed with a kind of key that Assay does not know.',
    'Update Assay.',
  ),
  'attestation-key-revoked': entry('refuted', 'The key that signed a publish attestation has been revoked.', isolate),
  'attestation-subject-mismatch': entry(
    'refuted',
    'An attestation is about another package, version or file, or about several.',
    reportRegistry,
  ),
  'publish-predicate-mismatch': entry(
    'refuted',
    'A publish attestation says that another package or version was published.',
    reportRegistry,
  ),
  'publish-registry-unconfirmed': entry(
    'unknown',
    'A publish attestation says that a registry published whose key that is not known to be.',
    "If this registry passes on what that one publishes, run `assay trust update`, or state that one's keys in the policy under its own URL.",
  ),
} as const satisfies Readonly<Record<string, CodeInfo>>;

/** Every code that verifying npm's attestations can give. */
export const npmAttestationCodes = { ...sigstoreCodes, ...provenanceCodes, ...ownAttestationCodes } as const;

/** A code of verifying npm's attestations. */
export type NpmAttestationCode = keyof typeof npmAttestationCodes;
