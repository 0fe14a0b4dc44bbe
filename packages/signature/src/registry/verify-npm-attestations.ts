/** npm's attestations of a version: the registry's publish attestation and the build's provenance. */

import { npmAttestationCodes, type NpmAttestationCode } from '../codes/registry-codes.js';
import { checked, refuse, type Checked, type Refusal } from '../outcome.js';
import { withoutRepetition } from '../without-repetition.js';
import { claimedAttestation, type ClaimedAttestation } from './claimed-attestation.js';
import type {
  NpmAttestationKind,
  NpmAttestationsCheck,
  OtherNpmAttestation,
  VerifiedNpmAttestations,
  VerifiedNpmProvenance,
  VerifiedNpmPublish,
  VerifiedNpmStatement,
} from './npm-attestations.js';
import { verifyNpmProvenance, verifyNpmPublish, verifyNpmStatement } from './verify-npm-attestation.js';

type Refused = Refusal<NpmAttestationCode>;

/** Versions have two. Each costs milliseconds. */
const mostAttestations = 16;

const requiredByDefault: readonly NpmAttestationKind[] = ['provenance'];

/**
 * Verifies all attestations of a version. One that is refuted refutes them all, whatever its kind: any of them that is valid beside
 * it proves nothing (CVE-2022-35929). One that cannot be verified leaves open what is required, and provenance always; otherwise it is
 * listed. What is not understood is listed. The same bundle served twice is one attestation; a place in a log tells no two apart, since
 * logs have shards, and another signer's entry must not vanish behind the first one's.
 */
export function verifyNpmAttestations(check: NpmAttestationsCheck): Checked<VerifiedNpmAttestations> | Refused {
  const { attestations, required = requiredByDefault } = check;
  if (attestations.length === 0) return refuse('attestations-missing', 'The registry holds no attestation.');
  if (attestations.length > mostAttestations) {
    return refuse('too-many-attestations', `The registry holds ${attestations.length} attestations.`);
  }
  const sorted: Sorted = { provenance: [], publish: [], statements: [], others: [], refusals: [] };
  const once = withoutRepetition(attestations, ({ predicateType = null, bundle }) => [predicateType, bundle]);
  for (const attestation of once) {
    const claimed = claimedAttestation(attestation, check.furtherTypes ?? []);
    if ('ok' in claimed) sorted.refusals.push(claimed);
    else if ('code' in claimed) sorted.others.push(claimed);
    else sortOut(claimed, check, sorted);
  }
  const refusal = worstOf(sorted.refusals) ?? missing(sorted, required);
  if (refusal !== null) return refusal;
  const { provenance, publish, statements, others } = sorted;
  return checked({ provenance, publish, statements, others });
}

interface Sorted {
  readonly provenance: VerifiedNpmProvenance[];
  readonly publish: VerifiedNpmPublish[];
  readonly statements: VerifiedNpmStatement[];
  readonly others: OtherNpmAttestation[];
  readonly refusals: Refused[];
}

const labels: Readonly<Record<ClaimedAttestation['kind'], string>> = {
  publish: 'Publish attestation',
  provenance: 'Provenance',
  statement: 'Attestation',
};

function sortOut(claimed: ClaimedAttestation, check: NpmAttestationsCheck, sorted: Sorted): void {
  const refusal = addTo(sorted, claimed, check);
  if (refusal === null) return;
  const { code, trail } = refusal;
  const detail = `${labels[claimed.kind]}: ${refusal.detail}`;
  if (mustHold(claimed, check) || isRefuted(code)) sorted.refusals.push(refuse(code, detail, trail));
  else sorted.others.push({ predicateType: claimed.predicateType, code, detail });
}

/** Provenance that is there and cannot be verified is never passed over: a false one would look like it. */
function mustHold({ kind }: ClaimedAttestation, { required = requiredByDefault }: NpmAttestationsCheck): boolean {
  return kind !== 'publish' || required.includes('publish');
}

function addTo(sorted: Sorted, claimed: ClaimedAttestation, check: NpmAttestationsCheck): Refused | null {
  switch (claimed.kind) {
    case 'provenance':
      return add(sorted.provenance, verifyNpmProvenance(claimed, check));
    case 'publish':
      return add(sorted.publish, verifyNpmPublish(claimed, check));
    case 'statement':
      return add(sorted.statements, verifyNpmStatement(claimed, check));
  }
}

function add<T>(list: T[], result: Checked<T> | Refused): Refused | null {
  if (!result.ok) return result;
  list.push(result.value);
  return null;
}

function isRefuted(code: NpmAttestationCode): boolean {
  return npmAttestationCodes[code].outcome === 'refuted';
}

/** The first that refutes; else the first that leaves something unknown. */
function worstOf(refusals: readonly Refused[]): Refused | null {
  return refusals.find(({ code }) => isRefuted(code)) ?? refusals[0] ?? null;
}

function missing(sorted: Sorted, required: readonly NpmAttestationKind[]): Refused | null {
  const kind = required.find((each) => sorted[each].length === 0);
  if (kind === undefined) return null;
  const { provenance, publish, statements, others } = sorted;
  const known = provenance.length + publish.length + statements.length + others.length;
  return refuse(`${kind}-missing`, `Of ${known} attestations none is of the kind ${kind}.`);
}
