/** A DSSE envelope that comes without a bundle: nothing in it says who signed or when, so only a key that the user names can verify it. */

import type { DocMap } from '@assay/documents';
import type { AttestationCode } from '../codes/attestation-codes.js';
import type { SigstoreCode } from '../codes/sigstore-codes.js';
import { readDsseEnvelope } from '../dsse/dsse-envelope.js';
import { inTotoPayloadType } from '../in-toto/statement.js';
import { statementKeyProblem, verifiesStatement } from '../license/statement-signature.js';
import { checked, refuse, type Checked, type Refusal, type Step } from '../outcome.js';
import { checkBinding } from '../sigstore/artifact-binding.js';
import { isConsistent, nameOf } from '../sigstore/artifact.js';
import { managedKeyParts } from '../sigstore/managed-key-parts.js';
import { isRefusal } from '../sigstore/proof.js';
import type { PublicKey } from '../sigstore/public-key.js';
import type { VerifiedBundle } from '../sigstore/verified-bundle.js';
import type { AttestationQuestion } from './attestation-question.js';

/** As a verified bundle, but no root vouches for the key, and no clock for the time. */
type VerifiedEnvelope = Omit<VerifiedBundle, 'root'>;

type Answer = Checked<VerifiedEnvelope> | Refusal<AttestationCode | SigstoreCode>;

/**
 * Verifies an envelope with the expected key: its one signature, then that a subject of its statement is the artefact. Signatures are
 * those of `keySigner`: Ed25519, ECDSA in DER with the curve's hash, RSA-PSS from 3072 bits.
 */
export function verifyEnvelope(envelope: DocMap, { artifact, expected }: AttestationQuestion): Answer {
  const key = expected.by === 'key' ? managedKeyParts(expected.key)?.key : undefined;
  if (key === undefined) return refuse('envelope-key-missing', 'Another signer than a key is expected.');
  const problem = statementKeyProblem(key);
  if (problem !== null) return refuse('key-unsupported', problem);
  if (!isConsistent(artifact)) {
    return refuse('artifact-mismatch', `The bytes of ${nameOf(artifact)} do not have the digests that were given.`);
  }
  const read = readDsseEnvelope(envelope);
  if (typeof read === 'string') return refuse('envelope-malformed', read);
  const { payload, signed, signature } = read;
  if (!verifiesStatement(key, signed, signature)) {
    return refuse('envelope-signature-invalid', `The key has the SHA-256 ${key.fingerprint}.`);
  }
  const content = { kind: 'dsse', payloadType: inTotoPayloadType, payload, keyId: '', signature } as const;
  const binding = checkBinding({ content, artifact, message: null, predicateTypes: undefined });
  if (isRefusal(binding)) return refuse(binding.code, binding.detail);
  return checked(verified(key, binding.value, binding.step));
}

function verified(
  { fingerprint }: PublicKey,
  binding: Pick<VerifiedBundle, 'subject' | 'statement'>,
  bound: Step,
): VerifiedEnvelope {
  const detail = `The envelope is signed with the given key, SHA-256 ${fingerprint}.`;
  return {
    ...binding,
    signer: { kind: 'managed-key', key: { alg: 'sha256', value: fingerprint, covers: 'document' } },
    times: [],
    logEntries: [],
    mediaType: 'application/vnd.dsse.envelope.v1+json',
    payloadType: inTotoPayloadType,
    trail: [{ step: 'envelope-signature', result: 'proven', detail }, bound],
  };
}
