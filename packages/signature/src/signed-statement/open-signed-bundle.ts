/** Apart from envelopes, because it loads the cryptography of Sigstore. */

import type { DocMap } from '@assay/documents';
import { managedKeys } from '../file-attestation/match-expected.js';
import { refuse } from '../outcome.js';
import { parseBundle } from '../sigstore/parse-bundle.js';
import type { SigstoreRoot } from '../sigstore/trusted-root.js';
import { verifyBundle } from '../sigstore/verify-bundle.js';
import { openedBy, type StatementOpening, type StatementQuestion } from './opened-statement.js';

/** Opens a Sigstore bundle that holds a statement, verified as every other bundle is, under one of the roots. */
export function openSignedBundle(
  map: DocMap,
  roots: readonly SigstoreRoot[],
  question: StatementQuestion,
): StatementOpening {
  const bundle = parseBundle(map);
  if (!bundle.ok) return bundle;
  const { digests, signers, at } = question;
  const keys = managedKeys({ by: 'publisher', publishers: signers });
  const answer = verifyBundle({ bundle: bundle.value, artifact: { digests }, roots, at, keys });
  if (!answer.ok) return answer;
  const { statement, signer, times } = answer.value;
  if (statement === undefined) return refuse('statement-malformed', 'It is a signature over bytes.');
  return openedBy({ statement, signer, times }, question);
}
