import type { DocMap } from '@assay/documents';
import { attestationCodeInfo } from '../file-attestation/attestation-code-info.js';
import { signerText, type ExpectedSigner } from '../file-attestation/expected-signer.js';
import { managedKeys, matchExpected } from '../file-attestation/match-expected.js';
import { licenseChecksumCodes } from '../codes/license-checksum-codes.js';
import { refuse, type Refusal } from '../outcome.js';
import { parseBundle } from '../sigstore/parse-bundle.js';
import type { SigstoreRoot } from '../sigstore/trusted-root.js';
import { verifyBundle } from '../sigstore/verify-bundle.js';
import type { BundleRefusal, BundleSubject, ChecksumBundleOpener, OpenedStatement } from './checksum-bundle-opener.js';
import { licenseChecksumPredicateType } from './checksum-statement.js';

/** Who should have signed, and the Sigstore instances that vouch for it. */
export interface ChecksumBundleSigner {
  readonly expected: ExpectedSigner;
  readonly roots: readonly SigstoreRoot[];
}

/** Opens bundles for `verifyChecksumStatement`, verified as every other bundle is. */
export function checksumBundleOpener(signer: ChecksumBundleSigner): ChecksumBundleOpener {
  return (map, about) => {
    const opened = open(map, about, signer);
    return 'statement' in opened ? opened : explained(opened);
  };
}

function open(
  map: DocMap,
  { file, at }: BundleSubject,
  { expected, roots }: ChecksumBundleSigner,
): OpenedStatement | Refusal {
  const bundle = parseBundle(map);
  if (!bundle.ok) return bundle;
  const { digests } = file;
  const predicateTypes = [licenseChecksumPredicateType];
  const artifact = { digests };
  const keys = managedKeys(expected);
  const answer = verifyBundle({ bundle: bundle.value, artifact, roots, at, keys, predicateTypes });
  if (!answer.ok) return answer;
  const { statement, signer } = answer.value;
  if (statement === undefined) return refuse('license-checksum-other-statement', 'It is a signature over bytes.');
  const question = { expected, roots, at, documents: [], artifact: { label: file.name, digests } };
  const match = matchExpected(question, answer.value);
  return match.match ? { statement, signedBy: signerText(signer) } : refuse(match.code, match.detail);
}

function explained(refusal: Refusal): BundleRefusal {
  const own = Object.entries(licenseChecksumCodes).find(([code]) => code === refusal.code)?.[1];
  return { ...refusal, info: own ?? attestationCodeInfo(refusal.code) };
}
