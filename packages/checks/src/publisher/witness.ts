/** Signers of one file by the kind of evidence that names them, and what came of that evidence where none is named. */

import type { ExpectedPublisher, Outcome, Signer, VerifiedTime } from '@assay/model';

/** Kinds of evidence that name a signer. */
export type Family = 'identity' | 'certificate' | 'registry-key' | 'managed-key';

/** A signer that something verified names. */
export interface NamedSigner {
  readonly signer: Signer;
  readonly signedAt: readonly VerifiedTime[];
  /** The registry's unsigned word, for signers that sign without a clock. */
  readonly publishedAt?: string;
  /** True for one whose signature shows no publisher, but who must be one. */
  readonly attestsOnly?: true;
  /** True where the signature itself counts only by that word: its key or certificate has ended since. */
  readonly timeIsClaimed?: boolean;
}

/** What one kind of evidence came to. */
export interface Witness {
  readonly family: Family;
  readonly signers: readonly NamedSigner[];
  /** Of the check that looked at this evidence. */
  readonly outcome: Outcome;
  readonly code: string;
  readonly detail: string;
}

/** The evidence in which a publisher of this kind would show. */
export function familyOf({ kind }: ExpectedPublisher): Family {
  switch (kind) {
    case 'certificate':
    case 'registry-key':
    case 'managed-key':
      return kind;
    default:
      return 'identity';
  }
}
