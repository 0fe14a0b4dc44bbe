import type { Attestation, SubjectFile } from '@assay/model';
import { verifyGemAttestations, type VerifiedGemAttestations } from '@assay/signature';
import type { CheckContext } from '../check.js';
import type { AttestedFile } from './attested-file.js';
import { attestedResult } from './attested-result.js';
import { bundleVoucher } from './bundle-voucher.js';
import { describeBuild } from './describe-build.js';
import { strongDigests } from './strong-digests.js';

/** Judges the attestations of a gem: all that count must hold, and be about the pinned file. What does not count names no signer. */
export function gemAttested(
  context: CheckContext,
  file: SubjectFile,
  attestations: readonly Attestation[],
): AttestedFile {
  const { trust, expected, at } = context;
  const verified = verifyGemAttestations({
    attestations,
    digests: strongDigests(context, file),
    name: file.name,
    roots: trust.sigstore,
    ...(expected.builders === null ? {} : { rules: { builders: expected.builders } }),
    at,
  });
  if (!verified.ok) return { result: { code: verified.code, detail: verified.detail }, signers: [] };
  const signers = verified.value.attestations.map(({ verified: { signer, times } }) => ({ signer, signedAt: times }));
  const vouchers = verified.value.attestations.map(({ verified: bundle, compared }) => bundleVoucher(bundle, compared));
  return { result: { ...resultOf(verified.value, expected.predicateTypes), vouchers }, signers };
}

function resultOf(
  { attestations: list, others }: VerifiedGemAttestations,
  wanted: readonly string[],
): AttestedFile['result'] {
  const types = list.map(({ verified: { statement } }) => statement?.predicateType);
  const sentences = list.map(({ verified: { signer, times }, repairs }) => {
    const mended = repairs.length === 0 ? '' : ` Repaired before it could be read: ${repairs.join('; ')}.`;
    return `${describeBuild(signer, times)}${mended}`;
  });
  return attestedResult({ types, sentences, others }, wanted);
}
