/** A verified signer, whatever its kind, against one expected publisher. */

import {
  matchesPattern,
  type EmailPublisher,
  type ExpectedPublisher,
  type IdentityPublisher,
  type Signer,
} from '@assay/model';
import { differenceOf, type CodedDifference } from './difference.js';
import { workflowDifferences, type IdentitySigner } from './workflow-differences.js';

const googleIssuer = 'https://accounts.google.com';

/** Kinds of publishers that sign with a Fulcio certificate. */
type IdentityExpected = Exclude<ExpectedPublisher, { readonly kind: 'certificate' | 'registry-key' | 'managed-key' }>;

/** Everything in which the signer differs from the publisher; none when it is the one. Days and versions are not looked at. */
export function signerDifferences(
  expected: ExpectedPublisher,
  signer: Signer,
  version: string,
): readonly CodedDifference[] {
  switch (expected.kind) {
    case 'certificate': {
      if (signer.kind !== 'certificate') return [kindDifference(expected, signer)];
      const { fingerprints } = expected;
      const chain = signer.chain.filter(({ alg }) => alg === 'sha256').map(({ value }) => value);
      if (chain.some((value) => fingerprints.includes(value))) return [];
      return [different('certificate', 'publisher-certificate-mismatch', [fingerprints.join(', '), chain.join(', ')])];
    }
    case 'registry-key': {
      if (signer.kind !== 'registry-key') return [kindDifference(expected, signer)];
      const { keyIds } = expected;
      if (keyIds === undefined || keyIds.includes(signer.keyId)) return [];
      return [different('keyId', 'publisher-key-mismatch', [keyIds.join(', '), signer.keyId])];
    }
    case 'managed-key': {
      if (signer.kind !== 'managed-key') return [kindDifference(expected, signer)];
      const { alg, value } = signer.key;
      if (alg === 'sha256' && value === expected.fingerprint) return [];
      return [different('key', 'publisher-key-mismatch', [expected.fingerprint, value])];
    }
    default:
      return signer.kind === 'identity'
        ? identityDifferences(expected, signer, version)
        : [kindDifference(expected, signer)];
  }
}

function identityDifferences(
  expected: IdentityExpected,
  signer: IdentitySigner,
  version: string,
): readonly CodedDifference[] {
  switch (expected.kind) {
    case 'google':
    case 'email':
      return emailDifferences(expected, signer);
    case 'identity':
      return sanDifferences(expected, signer);
    case 'github':
    case 'gitlab':
    case 'buildkite':
      return workflowDifferences(expected, signer, version);
  }
}

function emailDifferences({ kind, email, issuer }: EmailPublisher, signer: IdentitySigner): readonly CodedDifference[] {
  const { type, value } = signer.san;
  const expected = issuer ?? (kind === 'google' ? googleIssuer : undefined);
  const code = 'publisher-issuer-mismatch';
  return [
    ...(expected === undefined
      ? [different('issuer', code, ['(none is named)', signer.issuer ?? '(none)'])]
      : differenceOf({ field: 'issuer', code, expected, actual: signer.issuer })),
    ...(type === 'email'
      ? differenceOf({ field: 'email', code: 'publisher-identity-mismatch', expected: email, actual: value })
      : [different('email', 'publisher-identity-mismatch', [email, `a name of type ${type}`])]),
  ];
}

/** A pattern with a scheme is about URIs alone and every other about everything else: texts of two types are never compared. */
function sanDifferences({ identity, issuer }: IdentityPublisher, signer: IdentitySigner): readonly CodedDifference[] {
  const { type, value } = signer.san;
  const isOfType = identity.includes('://') === (type === 'uri');
  const code = 'publisher-identity-mismatch';
  return [
    ...differenceOf({ field: 'issuer', code: 'publisher-issuer-mismatch', expected: issuer, actual: signer.issuer }),
    ...(isOfType
      ? differenceOf({ field: 'identity', code, expected: identity, actual: value, matches: matchesPattern })
      : [different('identity', code, [identity, `a name of type ${type}`])]),
  ];
}

function kindDifference(expected: ExpectedPublisher, signer: Signer): CodedDifference {
  return different('kind', 'publisher-kind-mismatch', [expected.kind, signer.kind]);
}

function different(
  field: string,
  code: CodedDifference['code'],
  [expected, actual]: readonly [expected: string, actual: string],
): CodedDifference {
  return { field, code, expected, actual };
}
