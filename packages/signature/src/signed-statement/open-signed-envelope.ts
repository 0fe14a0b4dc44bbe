import type { DocMap } from '@assay/documents';
import { isStrong, sameDigest, type Digest, type ExpectedPublisher } from '@assay/model';
import { readDsseEnvelope } from '../dsse/dsse-envelope.js';
import { parseStatement, type StatementSubject } from '../in-toto/statement.js';
import { readChecksumKey, verifiesStatement } from '../license/statement-signature.js';
import { refuse } from '../outcome.js';
import type { PublicKey } from '../sigstore/public-key.js';
import { openedBy, type StatementOpening, type StatementQuestion } from './opened-statement.js';

/**
 * Opens a DSSE envelope with one of the keys among the signers: nothing in it says who signed. Exactly one signature, over exactly the
 * payload that is read. Never throws.
 */
export function openSignedEnvelope(envelope: DocMap, question: StatementQuestion): StatementOpening {
  const read = readDsseEnvelope(envelope);
  if (typeof read === 'string') return refuse('envelope-malformed', read);
  const keys = keysOf(question.signers);
  if (keys.length === 0) return refuse('envelope-key-missing', 'None of the accepted signers is a key.');
  const key = keys.find((each) => verifiesStatement(each, read.signed, read.signature));
  if (key === undefined) {
    const names = keys.map(nameOf).join(', ');
    return refuse('envelope-signature-invalid', `Another key made it, or it was changed since; accepted is ${names}.`);
  }
  const statement = parseStatement(read.payload);
  if (typeof statement === 'string') return refuse('statement-malformed', statement);
  if (!statement.subjects.some((subject) => isAbout(subject, question.digests))) {
    return refuse('subject-mismatch', 'None of its subjects is the artefact.');
  }
  const signer = { kind: 'managed-key', key: { alg: 'sha256', value: key.fingerprint, covers: 'document' } } as const;
  return openedBy({ statement, signer, times: [] }, question);
}

/** Keys among the signers that can sign at all. */
function keysOf(signers: readonly ExpectedPublisher[]): readonly PublicKey[] {
  return signers.flatMap((signer) => {
    if (signer.kind !== 'managed-key') return [];
    const key = readChecksumKey(signer.key);
    return typeof key === 'string' ? [] : [key];
  });
}

function nameOf({ fingerprint }: PublicKey): string {
  return `sha256:${fingerprint}`;
}

/** Every digest that both have must be equal, and one of them strong. */
function isAbout({ digests }: StatementSubject, artifact: readonly Digest[]): boolean {
  const pairs = digests.flatMap((stated) =>
    artifact.filter(({ alg }) => alg === stated.alg).map((own) => [stated, own] as const),
  );
  return pairs.some(([{ alg }]) => isStrong(alg)) && pairs.every(([stated, own]) => sameDigest(stated, own));
}
