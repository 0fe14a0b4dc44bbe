/** The verified signer against the one that is expected. */

import type { AttestationDifference, Signer } from '@assay/model';
import { identityType, signerText, type ExpectedSigner } from './expected-signer.js';

/** How a signer compares. */
export type SignerMatch =
  | { readonly match: true; readonly detail: string }
  | {
      readonly match: false;
      readonly code: string;
      readonly detail: string;
      readonly differences: readonly AttestationDifference[];
    };

/** Identity and issuer, letter by letter; the identity also by its type. */
export function matchIdentity(
  { identity, issuer }: Extract<ExpectedSigner, { readonly by: 'identity' }>,
  signer: Signer,
): SignerMatch {
  if (signer.kind !== 'identity') return otherKind('identity', signer);
  const type = identityType(identity);
  const differences = [
    ...(signer.san.value === identity ? [] : [{ field: 'identity', expected: identity, actual: signer.san.value }]),
    ...(signer.san.type === type ? [] : [{ field: 'identity-type', expected: type, actual: signer.san.type }]),
    ...(signer.issuer === issuer ? [] : [{ field: 'issuer', expected: issuer, actual: signer.issuer ?? '(none)' }]),
  ];
  return answer(signer, differences);
}

/** The key itself, by its digest. */
export function matchKey({ key }: Extract<ExpectedSigner, { readonly by: 'key' }>, signer: Signer): SignerMatch {
  if (signer.kind !== 'managed-key') return otherKind('managed-key', signer);
  const isSame = signer.key.alg === 'sha256' && signer.key.value === key.fingerprint;
  return answer(signer, isSame ? [] : [{ field: 'key', expected: key.fingerprint, actual: signer.key.value }]);
}

function otherKind(expected: Signer['kind'], signer: Signer): SignerMatch {
  return answer(signer, [{ field: 'kind', expected, actual: signer.kind }]);
}

function answer(signer: Signer, differences: readonly AttestationDifference[]): SignerMatch {
  const detail = `It was signed by ${signerText(signer)}.`;
  return differences.length === 0
    ? { match: true, detail }
    : { match: false, code: 'signer-mismatch', detail, differences };
}
