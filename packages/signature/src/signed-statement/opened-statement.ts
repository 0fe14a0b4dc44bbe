import type { Digest, ExpectedPublisher, Signer, VerifiedTime } from '@assay/model';
import type { Statement } from '../in-toto/statement.js';
import { signerText } from '../file-attestation/expected-signer.js';
import type { Refusal } from '../outcome.js';
import { matchPublisher } from '../publisher/match-publisher.js';

/** What a statement must be about, and who may have signed it. */
export interface StatementQuestion {
  /** One of the statement's subjects must have all of these that it states, and a strong one among them. */
  readonly digests: readonly Digest[];
  /** Any of these. They come from the policy, never from what is verified. */
  readonly signers: readonly ExpectedPublisher[];
  /** The judge's time, RFC 3339 in UTC. */
  readonly at: string;
}

/** A statement whose signature holds. Whether it is an accepted signer's, `refused` says. */
export interface OpenedStatement {
  readonly ok: true;
  readonly statement: Statement;
  readonly signer: Signer;
  /** In one line. May hold attacker-controlled text, escaped to printable ASCII. */
  readonly signedBy: string;
  /** When it was signed, by clocks that are trusted; empty for a key without any. */
  readonly times: readonly VerifiedTime[];
  /** Why the signer is none of those that are accepted; null where it is. */
  readonly refused: { readonly code: string; readonly detail: string } | null;
}

/** The statement, or why it is none: its signature does not hold, or is about something else. */
export type StatementOpening = OpenedStatement | Refusal;

/** Joins what was verified with whether its signer is accepted. */
export function openedBy(
  { statement, signer, times }: Pick<OpenedStatement, 'statement' | 'signer' | 'times'>,
  { signers, at }: StatementQuestion,
): OpenedStatement {
  const match = matchPublisher(signers, { signer, signedAt: times, version: '', inRange: () => null, at });
  const refused = match.match ? null : { code: match.code, detail: match.detail };
  return { ok: true, statement, signer, signedBy: signerText(signer), times, refused };
}
