/** A registry's signatures over one version: `name@version:integrity`, ECDSA P-256 with SHA-256 (npm's registry signatures). */

import type { RegistrySignature } from '@assay/model';
import type { RegistrySignatureCode } from '../codes/registry-codes.js';
import { decodeBase64 } from '../encoding/base64.js';
import { checked, refuse, type Checked, type Refusal } from '../outcome.js';
import { instantOf } from './instant.js';
import { judgeInstant } from './judge-instant.js';
import { keyStanding, standings, type KeyStanding } from './key-standing.js';
import { findKey } from './compiled-keys.js';
import type { RegistryKeys } from './registry-keys.js';
import type { RegistrySignatureCheck, VerifiedRegistrySignature } from './registry-signature-check.js';
import { subjectText } from './subject-text.js';
import { verifyKnownKey, type VerifiedSignature } from './verify-known-key.js';

type Refused = Refusal<RegistrySignatureCode>;

/** Versions carry one or two. Each costs a verification. */
const mostSignatures = 16;

/** Base64 of 72 bytes: no P-256 signature is longer in DER. */
const longestSignature = 96;

/**
 * Verifies the registry's signatures over a version. Every one by a known key must verify and be over the bytes that are pinned
 * and received; at least one must be by a key that counts at the judge's time. Those by unknown keys prove nothing and, beside one that counts,
 * spoil nothing: registries sign with a new key before clients know it. Of each signature (r, s) the twin (r, n − s) verifies too, as
 * it does for every other client: nothing here identifies anything by its signature.
 */
export function verifyRegistrySignature(check: RegistrySignatureCheck): Checked<VerifiedRegistrySignature> | Refused {
  const { signatures, keys } = check;
  if (signatures.length === 0) return refuse('signature-missing', 'The registry states no signature.');
  if (signatures.length > mostSignatures) {
    return refuse('too-many-signatures', `The registry states ${signatures.length} signatures.`);
  }
  if (keys === null) return refuse('keys-not-configured', 'No keys are known for this registry.');
  const subject = subjectText(check.name, check.version);
  if (subject === null) {
    return refuse('subject-ambiguous', 'The name or the version holds a sign that separates them in the signed text.');
  }
  const sorted: Sorted = { verified: [], unknown: [], unsupported: [] };
  for (const signature of signatures) {
    const refusal = sortOut({ check, keys, subject, sorted }, signature);
    if (refusal !== null) return refusal;
  }
  return conclude(check, sorted);
}

/** The signatures so far: verified ones, and the key ids of those that cannot be verified. */
interface Sorted {
  readonly verified: VerifiedSignature[];
  readonly unknown: string[];
  readonly unsupported: string[];
}

interface Sorting {
  readonly check: RegistrySignatureCheck;
  readonly keys: RegistryKeys;
  readonly subject: string;
  readonly sorted: Sorted;
}

function sortOut({ check, keys, subject, sorted }: Sorting, signature: RegistrySignature): Refused | null {
  const bytes = signatureBytes(signature);
  if (bytes === null) {
    return refuse(
      'signature-malformed',
      'What the registry states is no signature in canonical base64 under a key id.',
    );
  }
  const key = findKey(keys, 'signatures', signature.keyId);
  if (key === undefined) sorted.unknown.push(signature.keyId);
  else if (key === 'unsupported') sorted.unsupported.push(signature.keyId);
  else {
    const result = verifyKnownKey({ signature, bytes, key }, subject, check);
    if ('ok' in result) return result;
    sorted.verified.push(result);
  }
  return null;
}

function signatureBytes({ keyId, signature }: RegistrySignature): Uint8Array | null {
  if (keyId === '' || signature === '' || signature.length > longestSignature) return null;
  return decodeBase64(signature);
}

/** The best of the verified signatures decides; where none counts, a key that is not known may still be the one that does. */
function conclude(check: RegistrySignatureCheck, sorted: Sorted): Checked<VerifiedRegistrySignature> | Refused {
  const best = bestOf(check, sorted.verified);
  if (best === null || !mayCount(best.standing)) {
    const unverifiable = keyRefusal(sorted);
    if (unverifiable !== null) return unverifiable;
  }
  if (best === null) return refuse('signature-missing', 'The registry states no signature.');
  if (best.standing !== 'current' && best.standing !== 'ended-after-publishing')
    return standingRefusal(best, best.standing);
  return accept(check, best, best.standing);
}

interface Best extends VerifiedSignature {
  readonly standing: KeyStanding;
}

/** The first signature of the best standing. */
function bestOf(check: RegistrySignatureCheck, verified: readonly VerifiedSignature[]): Best | null {
  const now = judgeInstant(check.at);
  const publishedAt = check.publishedAt === undefined ? null : instantOf(check.publishedAt);
  let best: Best | null = null;
  for (const signature of verified) {
    const standing = keyStanding(signature.key, now, publishedAt);
    if (best === null || standings.indexOf(standing) < standings.indexOf(best.standing))
      best = { ...signature, standing };
  }
  return best;
}

/** False for signatures that count for nothing, whatever else is found out. */
function mayCount(standing: KeyStanding): boolean {
  return standing !== 'revoked' && standing !== 'ended-before-publishing';
}

function keyRefusal({ unknown, unsupported }: Sorted): Refused | null {
  const [id] = unknown;
  if (id !== undefined)
    return refuse('key-unknown', `The registry signed with the key ${shownId(id)}, which is not known.`);
  const [other] = unsupported;
  if (other === undefined) return null;
  return refuse(
    'key-unsupported',
    `The registry signed with the key ${shownId(other)}, which is of another kind than P-256.`,
  );
}

function shownId(id: string): string {
  return JSON.stringify(id.length > 80 ? `${id.slice(0, 80).toWellFormed()}…` : id);
}

function standingRefusal({ key }: Best, standing: Exclude<KeyStanding, 'current' | 'ended-after-publishing'>): Refused {
  switch (standing) {
    case 'publish-time-missing':
      return refuse(
        'publish-time-missing',
        `The key ${key.id} has ended, and when the version was published is not known.`,
      );
    case 'not-begun':
      return refuse('key-not-begun', `The key ${key.id} may not sign yet.`);
    case 'ended-before-publishing':
      return refuse('key-ended', `The key ${key.id} had ended when the version was published.`);
    case 'revoked':
      return refuse('key-revoked', `The key ${key.id} has been revoked.`);
  }
}

function accept(
  check: RegistrySignatureCheck,
  { key, binding }: Best,
  standing: 'current' | 'ended-after-publishing',
): Checked<VerifiedRegistrySignature> | Refused {
  if (binding.result === 'weakly-bound') {
    return refuse('signed-digest-weak', 'The registry signed over digests of which only MD5 or SHA-1 can be compared.');
  }
  if (binding.result === 'not-comparable') {
    return refuse(
      'signature-not-comparable',
      'The registry signed over digests of algorithms that the lockfile does not pin.',
    );
  }
  const { registry } = check;
  const signer = { kind: 'registry-key', keyId: key.id, ...(registry === undefined ? {} : { registry }) } as const;
  const fields = { signer, keyId: key.id, digest: binding.digest };
  const signed = `The registry signed ${check.name}@${check.version} with the key ${key.id}`;
  return standing === 'current'
    ? checked({ ...fields, time: 'key-current', code: 'registry-signature-valid', detail: `${signed}.` })
    : checked({
        ...fields,
        time: 'time-unauthenticated',
        code: 'time-unauthenticated',
        detail: `${signed}, which has ended since; only the registry says that the version was published before.`,
      });
}
