import type { Attestation, SubjectFile } from '@assay/model';
import {
  npmPublishPredicateType,
  verifyNpmAttestations,
  type RegistryKeys,
  type VerifiedNpmAttestations,
} from '@assay/signature';
import type { CheckContext } from '../check.js';
import type { AttestedFile, AttestedSigner } from './attested-file.js';
import { describeBuild } from './describe-build.js';
import { strongDigests } from './strong-digests.js';

/** Judges npm's attestations of a version: all of them must hold, and be about the pinned file. */
export function npmAttested(
  context: CheckContext,
  file: SubjectFile,
  attestations: readonly Attestation[],
): AttestedFile {
  const { subject, release, registry, trust, expected, at } = context;
  const keys = registry === undefined ? null : trust.keysFor(registry);
  const usable = keys?.expired === false ? keys : null;
  const verified = verifyNpmAttestations({
    attestations,
    name: subject.name,
    version: release.state === 'have' ? release.value.version : subject.version,
    digests: strongDigests(context, file),
    keys: usable?.keys ?? null,
    ...(usable === null ? {} : { keyOwner: usable.owner }),
    ownKeysOf: (named) => ownKeysOf(trust, named),
    roots: trust.sigstore,
    ...(registry === undefined ? {} : { registry }),
    ...(expected.builders === null ? {} : { rules: { builders: expected.builders } }),
    required: expected.predicateTypes.includes(npmPublishPredicateType) ? ['provenance', 'publish'] : ['provenance'],
    at,
  });
  if (!verified.ok) return { result: { code: verified.code, detail: verified.detail }, signers: [] };
  return { result: resultOf(verified.value, expected.predicateTypes), signers: signersOf(verified.value) };
}

/** The keys of a registry that an attestation names: those that are known to be its own. */
function ownKeysOf(trust: CheckContext['trust'], registry: string): RegistryKeys | null {
  const known = trust.keysFor(registry);
  return known?.own === true && !known.expired ? known.keys : null;
}

function resultOf(verified: VerifiedNpmAttestations, wanted: readonly string[]): AttestedFile['result'] {
  const { provenance, publish } = verified;
  const types = new Set([...provenance, ...publish].map(({ verified: { statement } }) => statement?.predicateType));
  const missing = wanted.find((type) => !types.has(type));
  if (missing !== undefined) {
    return { code: 'predicate-type-missing', detail: `No attestation of the type ${missing} was verified.` };
  }
  const told = provenance.map(({ verified: { signer, times } }) => describeBuild(signer, times));
  return { code: 'attestations-valid', detail: told.join(' ') };
}

function signersOf({ provenance, publish }: VerifiedNpmAttestations): readonly AttestedSigner[] {
  return [
    ...provenance.map(({ verified }) => ({ signer: verified.signer, signedAt: verified.times })),
    ...publish.map(({ verified, signer }) => ({ signer, signedAt: verified.times })),
  ];
}
