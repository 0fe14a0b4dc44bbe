/** A gem's attestations: bundles that CI workflows pushed together with it (trusted publishing). */

import type { Attestation, Digest } from '@assay/model';
import { gemAttestationCodes, type GemAttestationCode } from '../codes/gem-attestation-codes.js';
import { checked, refuse, type Checked, type Refusal } from '../outcome.js';
import {
  compareWithCertificate,
  type ComparedProvenance,
  type ProvenanceRules,
} from '../provenance/compare-with-certificate.js';
import { provenancePredicateTypes, readProvenance } from '../provenance/read-provenance.js';
import { parseBundle } from '../sigstore/parse-bundle.js';
import type { SigstoreRoot } from '../sigstore/trusted-root.js';
import type { VerifiedBundle } from '../sigstore/verified-bundle.js';
import { verifyBundle } from '../sigstore/verify-bundle.js';
import { repairServedBundle } from './repair-served-bundle.js';

/** What is verified, and under which trust. */
export interface GemAttestationsCheck {
  /** All that the registry holds for the file, as served. Attacker-controlled. */
  readonly attestations: readonly Attestation[];
  /** Of the .gem file: what the lockfile pins, and what was computed over the bytes where they were received. */
  readonly digests: readonly Digest[];
  /** The file's name, for messages. */
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

/** Every attestation of the gem, each of them verified; at least one. */
export interface VerifiedGemAttestations {
  readonly attestations: readonly VerifiedGemAttestation[];
}

type Refused = Refusal<GemAttestationCode>;

/** Gems have one or two. Each costs milliseconds. */
const mostAttestations = 16;

/**
 * Verifies all attestations of a gem: signatures over the file, or in-toto statements about its digest. All must hold: that one of them
 * does proves nothing of the others (CVE-2022-35929). The same log entry served twice is one attestation.
 */
export function verifyGemAttestations(check: GemAttestationsCheck): Checked<VerifiedGemAttestations> | Refused {
  const { length } = check.attestations;
  if (length === 0) return refuse('attestations-missing', 'The registry holds no attestation.');
  if (length > mostAttestations) return refuse('too-many-attestations', `The registry holds ${length} attestations.`);
  const results = check.attestations.map((attestation) => verifyOne(attestation, check));
  const refusals = results.filter((result) => !result.ok);
  const worst = refusals.find(({ code }) => gemAttestationCodes[code].outcome === 'refuted') ?? refusals[0];
  if (worst !== undefined) return worst;
  const verified = results.filter((result) => result.ok).map(({ value }) => value);
  return checked({ attestations: distinct(verified) });
}

function verifyOne(attestation: Attestation, check: GemAttestationsCheck): Checked<VerifiedGemAttestation> | Refused {
  const { bundle, repairs } = repairServedBundle(attestation.bundle);
  const parsed = parseBundle(bundle);
  if (!parsed.ok) return parsed;
  const { digests, name, roots, at } = check;
  const artifact = { digests, ...(name === undefined ? {} : { name }) };
  const result = verifyBundle({ bundle: parsed.value, artifact, roots, at });
  if (!result.ok) return result;
  const verified = result.value;
  // Trusted publishing signs with the workflow's identity; nobody else's word is asked for.
  if (verified.signer.kind !== 'identity') return refuse('attestation-signer-unexpected', 'It is signed with a key.');
  const { statement } = verified;
  if (statement === undefined || !isProvenance(statement.predicateType)) return checked({ verified, repairs });
  const provenance = readProvenance(statement);
  if (!provenance.ok) return provenance;
  const compared = compareWithCertificate(provenance.value, verified.signer, check.rules);
  return compared.ok ? checked({ verified, compared: compared.value, repairs }) : compared;
}

function isProvenance(predicateType: string): boolean {
  return provenancePredicateTypes.some((type) => type === predicateType);
}

/** One of each log entry: the same one served twice is one witness, not two. */
function distinct(list: readonly VerifiedGemAttestation[]): readonly VerifiedGemAttestation[] {
  const seen = new Set<string>();
  return list.filter(({ verified }) => {
    const { logEntries, signer } = verified;
    const entry = logEntries[0];
    if (entry === undefined || signer.kind !== 'identity') return true;
    const key = `${entry.logId} ${entry.index} ${signer.certificate.value}`;
    return !seen.has(key) && seen.add(key).size > 0;
  });
}
