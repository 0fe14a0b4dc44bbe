import type { Digest, Signer, VerifiedLogEntry, VerifiedTime } from '@assay/model';
import type { Statement } from '../in-toto/statement.js';
import type { Step } from '../outcome.js';

/** What a verified bundle says. Every value was read from verified material. */
export interface VerifiedBundle {
  /** Who signed. Whether that is who was expected is not this package's question. */
  readonly signer: Signer;
  /** When the signature existed. At least one, unless the caller asked for no clock. */
  readonly times: readonly VerifiedTime[];
  readonly logEntries: readonly VerifiedLogEntry[];
  /** The in-toto statement of an envelope, parsed from the verified payload. */
  readonly statement?: Statement;
  readonly payloadType?: string;
  /** The digest that binds artefact and signature. */
  readonly subject: Digest;
  /** The trusted root under which it verified. */
  readonly root: { readonly name: string; readonly digest: Digest };
  readonly mediaType: string;
  /** What was proven, in order. */
  readonly trail: readonly Step[];
}
