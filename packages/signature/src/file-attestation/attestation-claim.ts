/** What an attestation says it is about, read before anything is verified. */

import { asList, asMap, asText, type DocMap, type DocValue } from '@assay/documents';
import { digestFromBase64, type Digest, type DigestAlgorithm } from '@assay/model';
import { decodeBase64 } from '../encoding/base64.js';
import { inTotoPayloadType, parseStatement } from '../in-toto/statement.js';
import { releaseAttester } from './release-attester.js';
import type { AttestationClaim } from './attestation-document.js';

const unreadable: AttestationClaim = { digests: [] };

const algorithms: ReadonlyMap<DocValue | undefined, DigestAlgorithm> = new Map([
  ['SHA2_256', 'sha256'],
  ['SHA2_384', 'sha384'],
  ['SHA2_512', 'sha512'],
]);

/**
 * What a bundle claims. An attacker who writes the bundle chooses it, so it may only ever lead to less being counted as proof: who
 * can change a claim could as well leave the whole attestation out. What cannot be read claims nothing, and is then verified and
 * refused.
 */
export function claimOf(bundle: DocMap): AttestationClaim {
  const envelope = asMap(bundle.get('dsseEnvelope'));
  if (envelope !== undefined) {
    const claim = claimOfEnvelope(envelope);
    return namesReleaseAttester(bundle) ? { ...claim, byGithubReleases: true } : claim;
  }
  const stated = asMap(asMap(bundle.get('messageSignature'))?.get('messageDigest'));
  const alg = algorithms.get(stated?.get('algorithm'));
  const digest = alg === undefined ? null : digestFromBase64(alg, asText(stated?.get('digest')) ?? '');
  return digest === null ? unreadable : { predicateType: null, digests: [digest] };
}

/** What an envelope claims; likewise. */
export function claimOfEnvelope(envelope: DocMap): AttestationClaim {
  const payload = decodeBase64(asText(envelope.get('payload')) ?? '');
  if (payload === null || envelope.get('payloadType') !== inTotoPayloadType) return unreadable;
  const statement = parseStatement(payload);
  if (typeof statement === 'string') return unreadable;
  const digests = statement.subjects.flatMap((subject) => subject.digests);
  return { predicateType: statement.predicateType, digests };
}

/** Whether the name stands in the certificate: enough for a claim, which only ever leads to less being counted. */
function namesReleaseAttester(bundle: DocMap): boolean {
  const certificate = asMap(asMap(bundle.get('verificationMaterial'))?.get('certificate'));
  const der = decodeBase64(asText(certificate?.get('rawBytes')) ?? '');
  return der !== null && latin1.decode(der).includes(releaseAttester);
}

const latin1 = new TextDecoder('latin1');

/** True when it names digests that can be compared with the artefact's, and none of them is one of these. */
export function isAboutOthers({ digests }: AttestationClaim, artifact: readonly Digest[]): boolean {
  const own = new Map(artifact.map(({ alg, value }) => [alg, value]));
  const comparable = digests.filter(({ alg }) => own.has(alg));
  return comparable.length > 0 && comparable.every(({ alg, value }) => own.get(alg) !== value);
}

/** The items of a list of bundles that some registries serve: `{attestations: [{bundle}, …]}` or the list itself. */
export function listedBundles(value: DocValue): readonly (DocMap | undefined)[] | undefined {
  const own = asList(value);
  if (own !== undefined) return own.map(asMap);
  return asList(asMap(value)?.get('attestations'))?.map((item) => asMap(asMap(item)?.get('bundle')));
}
