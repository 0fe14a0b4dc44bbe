/** Trust documents as they are kept: with who brought them and since when. */

import type { TrustDocument } from '@assay/model';
import type { TrustCode } from './trust-codes.js';

/** A document and where it comes from. */
export interface TrustEntry {
  readonly document: TrustDocument;
  /** For people: a repository and commit, a mirror's URL, a file's path. */
  readonly source: string;
  /** RFC 3339 UTC: when it was frozen into the release, verified by an update, or imported. */
  readonly since: string;
}

/** Something about trust that is not as it should be. */
export interface TrustProblem {
  readonly code: TrustCode;
  /** One sentence: what is wrong. May quote what it found: escape it before it meets a terminal. */
  readonly detail: string;
  /** One sentence: what to do. */
  readonly next: string;
  /** The document that is missing because of it, as kind and name; absent where more than one is. */
  readonly about?: Pick<TrustDocument, 'kind' | 'name'>;
}
