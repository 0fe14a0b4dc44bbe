/** A gem's attestations: bundles that CI workflows pushed together with it (trusted publishing). */

import type { Attestation, Digest } from '@assay/model';
import { gemAttestationCodes, type GemAttestationCode } from '../codes/gem-attestation-codes.js';
import { checked, refuse, type Checked, type Refusal } from '../outcome.js';
import {
  compareWithCertificate,
  type ComparedProvenance,
  type ProvenanceRules,
} from '../provenance/compare-with-certificate.js';
import { readProvenance } from '../provenance/read-provenance.js';
import type { Statement } from '../in-toto/statement.js';
import { parseBundle } from '../sigstore/parse-bundle.js';
import type { SigstoreRoot } from '../sigstore/trusted-root.js';
import type { VerifiedBundle } from '../sigstore/verified-bundle.js';
import { verifyBundle } from '../sigstore/verify-bundle.js';
import { withoutRepetition } from '../without-repetition.js';
import { uncountedSubject, uncountedType, type OtherGemAttestation } from './gem-attestation-kind.js';
import { repairServedBundle } from './repair-served-bundle.js';

/** What is verified, and under which trust. */
export interface GemAttestationsCheck {
  /** All that the registry holds for the file, as served. Attacker-controlled. */
  readonly attestations: readonly Attestation[];
  /** Of the .gem file: what the lockfile pins, and what was computed over the bytes where they were received. */
  readonly digests: readonly Digest[];
  /** The file's name, which statements that name their subject must state. */
  readonly name?: string;
  readonly roots: readonly SigstoreRoot[];
  readonly rules?: ProvenanceRules;
  /** The judge's time, RFC 3339 UTC. */
  readonly at: string;
}

/** One attestation that holds. Whether its signer is who should have published is for the policy. */
export interface VerifiedGemAttestation {
  readonly verified: VerifiedBundle;
  /** For provenance: compared with the certificate, field by field. A signature over the file alone has none. */
  readonly compared?: ComparedProvenance;
  /** What was mended before it could be read. */
  readonly repairs: readonly string[];
}

/** The attestations of a gem: of those that count at least one, each of them verified. */
export interface VerifiedGemAttestations {
  readonly attestations: readonly VerifiedGemAttestation[];
  /** What does not count: of a type that is not understood, which is not verified, or about a file of another name. */
  readonly others: readonly OtherGemAttestation[];
}

type Refused = Refusal<GemAttestationCode>;

/** Gems have one or two. Each costs milliseconds. */
const mostAttestations = 16;

/**
 * Verifies the attestations of a gem: signatures over the file, and provenance about its digest. All of them must hold: that one does
 * proves nothing of the others (CVE-2022-35929). Statements of other types are listed and not looked at. The same bundle served twice is
 * one attestation.
 */
export function verifyGemAttestations(check: GemAttestationsCheck): Checked<VerifiedGemAttestations> | Refused {
  const { length } = check.attestations;
  if (length === 0) return refuse('attestations-missing', 'The registry holds no attestation.');
  if (length > mostAttestations) return refuse('too-many-attestations', `The registry holds ${length} attestations.`);
  const once = withoutRepetition(check.attestations, ({ bundle }) => bundle);
  const results = [...once].map((attestation) => verifyOne(attestation, check));
  const refusals = results.filter((result): result is Refused => 'ok' in result && !result.ok);
  const worst = refusals.find(({ code }) => gemAttestationCodes[code].outcome === 'refuted') ?? refusals[0];
  if (worst !== undefined) return worst;
  const others = results.filter((result): result is OtherGemAttestation => !('ok' in result));
  const attestations = results.filter((result) => 'ok' in result && result.ok).map(({ value }) => value);
  if (attestations.length > 0) return checked({ attestations, others });
  const told = others.map(({ detail }) => detail).join(' ');
  return refuse('attestations-not-understood', `None of ${others.length} counts. ${told}`);
}

function verifyOne(
  attestation: Attestation,
  check: GemAttestationsCheck,
): Checked<VerifiedGemAttestation> | OtherGemAttestation | Refused {
  const { bundle, repairs } = repairServedBundle(attestation.bundle);
  const parsed = parseBundle(bundle);
  if (!parsed.ok) return parsed;
  const uncounted = uncountedType(parsed.value);
  if (uncounted !== null) return uncounted;
  const { digests, name, roots, at } = check;
  const artifact = { digests, ...(name === undefined ? {} : { name }) };
  const result = verifyBundle({ bundle: parsed.value, artifact, roots, at });
  if (!result.ok) return result;
  const verified = result.value;
  // Trusted publishing signs with the workflow's identity; nobody else's word is asked for.
  if (verified.signer.kind !== 'identity') return refuse('attestation-signer-unexpected', 'It is signed with a key.');
  const { statement } = verified;
  return statement === undefined
    ? checked({ verified, repairs })
    : verifyProvenance({ verified, repairs }, statement, check);
}

function verifyProvenance(
  { verified, repairs }: VerifiedGemAttestation,
  statement: Statement,
  check: GemAttestationsCheck,
): Checked<VerifiedGemAttestation> | OtherGemAttestation | Refused {
  const misnamed = uncountedSubject(statement, check);
  if (misnamed !== null) return misnamed;
  const provenance = readProvenance(statement);
  if (!provenance.ok) return provenance;
  const compared = compareWithCertificate(provenance.value, verified.signer, check.rules);
  return compared.ok ? checked({ verified, compared: compared.value, repairs }) : compared;
}
