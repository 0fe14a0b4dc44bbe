import type { Attestation, SubjectFile } from '@assay/model';
import {
  npmAttestationKind,
  verifyNpmAttestations,
  type RegistryKeys,
  type VerifiedNpmAttestations,
} from '@assay/signature';
import type { CheckContext, CheckVoucher } from '../check.js';
import type { AttestedFile, AttestedSigner } from './attested-file.js';
import { attestedResult } from './attested-result.js';
import { bundleVoucher } from './bundle-voucher.js';
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
    ...requiredOf(expected.predicateTypes),
    at,
  });
  if (!verified.ok) return { result: { code: verified.code, detail: verified.detail }, signers: [] };
  const vouchers = vouchersOf(verified.value);
  const result = { ...resultOf(verified.value, expected.predicateTypes), vouchers };
  return { result, signers: signersOf(verified.value) };
}

/** The keys of a registry that an attestation names: those that are known to be its own. */
function ownKeysOf(trust: CheckContext['trust'], registry: string): RegistryKeys | null {
  const known = trust.keysFor(registry);
  return known?.own === true && !known.expired ? known.keys : null;
}

/** What the policy requires, kinds and further types; provenance where it requires nothing. */
function requiredOf(types: readonly string[]) {
  if (types.length === 0) return {};
  const required = types.map(npmAttestationKind).filter((kind) => kind !== undefined);
  return { required, furtherTypes: types.filter((type) => npmAttestationKind(type) === undefined) };
}

function resultOf(verified: VerifiedNpmAttestations, wanted: readonly string[]): AttestedFile['result'] {
  const { provenance, publish, statements, others } = verified;
  const types = [...provenance, ...publish, ...statements].map(
    ({ verified: { statement } }) => statement?.predicateType,
  );
  const builds = provenance.map(({ verified: { signer, times } }) => describeBuild(signer, times));
  const attested = statements.map(
    ({ predicateType, verified: { signer, times } }) => `${predicateType}: ${describeBuild(signer, times)}`,
  );
  const published = publish.map(({ signer, verified: { times } }) => describeBuild(signer, times));
  const sentences = [...(builds.length === 0 ? published : builds), ...attested];
  return attestedResult({ types, sentences, others }, wanted);
}

function vouchersOf({ provenance, publish, statements }: VerifiedNpmAttestations): readonly CheckVoucher[] {
  return [
    ...provenance.map(({ verified, compared }) => bundleVoucher(verified, compared)),
    ...publish.map(({ verified, signer }) => ({ ...bundleVoucher(verified), signer })),
    ...statements.map(({ verified }) => bundleVoucher(verified)),
  ];
}

function signersOf({ provenance, publish, statements }: VerifiedNpmAttestations): readonly AttestedSigner[] {
  return [
    ...provenance.map(({ verified }) => ({ signer: verified.signer, signedAt: verified.times })),
    ...publish.map(({ verified, signer }) => ({ signer, signedAt: verified.times })),
    ...statements.map(({ verified: { signer, times } }) => ({ signer, signedAt: times, attestsOnly: true as const })),
  ];
}
