/** Codes of registry keys, registry signatures and npm's attestations: what each means and what to do. */

import type { CodeInfo } from '@assay/model';

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
