/** The one entry to comparing signers: by publisher, by identity, or by key. */

import type { ManagedKeyPublisher } from '@assay/model';
import { matchPublisher } from '../publisher/match-publisher.js';
import { parseManagedKey, type ManagedKey } from '../sigstore/managed-key.js';
import type { VerifiedBundle } from '../sigstore/verified-bundle.js';
import type { AttestationQuestion } from './attestation-question.js';
import { signerText, type ExpectedSigner } from './expected-signer.js';
import { matchRelease } from './github-release.js';
import { matchIdentity, matchKey, type SignerMatch } from './match-signer.js';

/** Whether the expected signer made a verified bundle. */
export function matchExpected(
  { expected, at }: AttestationQuestion,
  { signer, times, statement }: Pick<VerifiedBundle, 'signer' | 'times' | 'statement'>,
): SignerMatch {
  if (expected.by === 'identity') return matchIdentity(expected, signer);
  if (expected.by === 'key') return matchKey(expected, signer);
  if (expected.by === 'github-release') return matchRelease(expected, signer, statement);
  const { publishers, version = '', inRange = () => null } = expected;
  const answer = matchPublisher(publishers, { signer, signedAt: times, version, inRange, at });
  if (answer.match) return { match: true, detail: `It was signed by ${signerText(signer)}.` };
  const differences = answer.differences.map(({ field, expected: wanted, actual }) => ({
    field,
    expected: wanted,
    ...(actual === null ? {} : { actual }),
  }));
  return { match: false, code: answer.code, detail: answer.detail, differences };
}

/** Keys with which bundles may be verified: those that are expected, and no others. */
export function managedKeys(expected: ExpectedSigner): readonly ManagedKey[] {
  if (expected.by === 'key') return [expected.key];
  if (expected.by !== 'publisher') return [];
  return expected.publishers.filter(isManagedKey).flatMap(({ key }) => {
    const parsed = parseManagedKey(key);
    return parsed.ok ? [parsed.value] : [];
  });
}

function isManagedKey(publisher: { readonly kind: string }): publisher is ManagedKeyPublisher {
  return publisher.kind === 'managed-key';
}
