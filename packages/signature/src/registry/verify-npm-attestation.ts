import type { NpmAttestationCode } from '../codes/registry-codes.js';
import type { Statement } from '../in-toto/statement.js';
import { checked, refuse, type Checked, type Refusal } from '../outcome.js';
import { compareWithCertificate, type ComparedProvenance } from '../provenance/compare-with-certificate.js';
import { readNpmPublish, type NpmPublish } from '../provenance/publish-predicate.js';
import { readProvenance } from '../provenance/read-provenance.js';
import type { Bundle } from '../sigstore/bundle.js';
import type { ManagedKey } from '../sigstore/managed-key.js';
import type { VerifiedBundle } from '../sigstore/verified-bundle.js';
import { verifyBundle } from '../sigstore/verify-bundle.js';
import { attestationKey, standingAmong, type AttestationKey } from './attestation-key.js';
import { attestedSubject, npmSubjectName, type AttestedSubject } from './attested-subject.js';
import type { ClaimedAttestation } from './claimed-attestation.js';
import type {
  NpmAttestationsCheck,
  VerifiedNpmProvenance,
  VerifiedNpmPublish,
  VerifiedNpmStatement,
} from './npm-attestations.js';
import { isOriginOf } from './key-owner.js';

type Refused = Refusal<NpmAttestationCode>;

/** Every sub-check of a statement that an identity signed. */
interface StatementProofs {
  readonly bundle: Checked<VerifiedStatement>;
  readonly subject: Checked<AttestedSubject>;
}

/** Every sub-check of provenance. */
interface ProvenanceProofs extends StatementProofs {
  readonly compared: Checked<ComparedProvenance>;
}

/** Every sub-check of a publish attestation. */
interface PublishProofs {
  readonly key: Checked<AttestationKey>;
  readonly bundle: Checked<VerifiedStatement>;
  readonly subject: Checked<AttestedSubject>;
  readonly published: Checked<NpmPublish>;
}

interface VerifiedStatement {
  readonly verified: VerifiedBundle;
  readonly statement: Statement;
}

/** Verifies provenance: signed by an identity, about this package, and at one with the certificate in all that both state. */
export function verifyNpmProvenance(
  claimed: ClaimedAttestation,
  check: NpmAttestationsCheck,
): Checked<VerifiedNpmProvenance> | Refused {
  const proofs = verifyIdentityStatement(claimed, check);
  if (!proofs.ok) return proofs;
  const { verified, statement } = proofs.value.bundle.value;
  const provenance = readProvenance(statement);
  if (!provenance.ok) return provenance;
  const compared = compareWithCertificate(provenance.value, verified.signer, check.rules);
  return compared.ok ? completeProvenance({ ...proofs.value, compared }) : compared;
}

/** Verifies a statement of any other type: signed by an identity, and about this package. */
export function verifyNpmStatement(
  claimed: ClaimedAttestation,
  check: NpmAttestationsCheck,
): Checked<VerifiedNpmStatement> | Refused {
  const proofs = verifyIdentityStatement(claimed, check);
  if (!proofs.ok) return proofs;
  return checked({ verified: proofs.value.bundle.value.verified, predicateType: claimed.predicateType });
}

function verifyIdentityStatement(
  claimed: ClaimedAttestation,
  check: NpmAttestationsCheck,
): Checked<StatementProofs> | Refused {
  if (!claimed.bundle.ok) return claimed.bundle;
  if (claimed.bundle.value.material !== 'certificate') {
    return refuse('attestation-signer-unexpected', 'It is not signed by an identity.');
  }
  const bundle = verifyStatement(claimed.bundle.value, claimed.predicateType, { check, keys: [] });
  if (!bundle.ok) return bundle;
  const subject = attestedSubject(bundle.value.statement, npmSubjectName(check.name, check.version), check.digests);
  return subject.ok ? checked({ bundle, subject }) : subject;
}

/** Verifies a publish attestation: signed by a key of the registry in its time, about this package, and saying so twice. */
export function verifyNpmPublish(
  claimed: ClaimedAttestation,
  check: NpmAttestationsCheck,
): Checked<VerifiedNpmPublish> | Refused {
  if (!claimed.bundle.ok) return claimed.bundle;
  const key = attestationKey(claimed.bundle.value, check.keys);
  if (!key.ok) return key;
  const bundle = verifyStatement(claimed.bundle.value, claimed.predicateType, { check, keys: [key.value.key] });
  if (!bundle.ok) return bundle;
  const { statement } = bundle.value;
  const subject = attestedSubject(statement, npmSubjectName(check.name, check.version), check.digests);
  if (!subject.ok) return subject;
  const signed = { key: key.value, times: bundle.value.verified.times };
  const published = comparePublish(readNpmPublish(statement), signed, check);
  return published.ok ? completePublish({ key, bundle, subject, published }, check.registry) : published;
}

/** The bundle, verified, and the statement in it, which is of the claimed type. */
function verifyStatement(
  bundle: Bundle,
  predicateType: string,
  { check, keys }: { readonly check: NpmAttestationsCheck; readonly keys: readonly ManagedKey[] },
): Checked<VerifiedStatement> | Refused {
  const { digests, name, roots, at } = check;
  const artifact = { digests, name };
  const result = verifyBundle({ bundle, artifact, roots, keys, at, predicateTypes: [predicateType] });
  if (!result.ok) return result;
  const verified = result.value;
  const { statement } = verified;
  if (statement?.predicateType !== predicateType) {
    return refuse('predicate-type-mismatch', 'What was signed is no statement of the claimed type.');
  }
  return checked({ verified, statement });
}

/** A registry's key, and when it signed. */
interface SignedByKey {
  readonly key: AttestationKey;
  readonly times: VerifiedBundle['times'];
}

function comparePublish(
  published: ReturnType<typeof readNpmPublish>,
  signed: SignedByKey,
  check: NpmAttestationsCheck,
): Checked<NpmPublish> | Refused {
  if (!published.ok) return published;
  const { value } = published;
  const { name, version } = check;
  if (value.name !== name || value.version !== version) {
    const what = JSON.stringify(`${value.name}@${value.version}`);
    return refuse('publish-predicate-mismatch', `It says that ${what} was published.`);
  }
  return compareRegistry(value.registry, signed, check) ?? published;
}

/** Null where the registry that is named may have published with this key: it is the one whose key it is, or has the same key. */
function compareRegistry(
  registry: string,
  { key, times }: SignedByKey,
  { keyOwner, ownKeysOf }: NpmAttestationsCheck,
): Refused | null {
  if (keyOwner === undefined || isOriginOf(registry, keyOwner)) return null;
  const standing = standingAmong(ownKeysOf?.(registry) ?? null, key, times);
  if (standing === 'own') return null;
  const named = JSON.stringify(registry);
  if (standing === 'not-then') {
    return refuse(
      'key-not-valid-at-time',
      `For ${named} the key ${key.id} is valid at another time than that of signing.`,
    );
  }
  if (standing === 'revoked') return refuse('attestation-key-revoked', `${named} has revoked the key ${key.id}.`);
  return refuse('publish-registry-unconfirmed', `It says that ${named} published, whose key it is not known to be.`);
}

function completeProvenance({ bundle, compared }: ProvenanceProofs): Checked<VerifiedNpmProvenance> {
  return checked({ verified: bundle.value.verified, compared: compared.value });
}

function completePublish(
  { key, bundle, published }: PublishProofs,
  registry: string | undefined,
): Checked<VerifiedNpmPublish> {
  const signer = {
    kind: 'registry-key',
    keyId: key.value.id,
    ...(registry === undefined ? {} : { registry }),
  } as const;
  return checked({ verified: bundle.value.verified, signer, published: published.value });
}
