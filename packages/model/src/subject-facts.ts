/** What a run learned about a subject and no finding holds: for bills of materials. No opinion, no policy. */

import type { Digest } from './digest.js';
import type { LicenseFile, PackageDescription } from './package-description.js';
import type { Signer, VerifiedLogEntry, VerifiedTime } from './signer.js';

/** One of a subject's files as it was received. */
export interface ReceivedFile {
  /** As {@link SubjectFile.name}. */
  readonly name: string;
  /** Where it was asked for. No credentials. */
  readonly url: string;
  /** Bytes. */
  readonly size: number;
  /** Computed over the received bytes. */
  readonly digests: readonly Digest[];
  readonly licenseFiles: readonly LicenseFile[];
}

/**
 * A verified signature: who vouches for a file of the subject, and since when. Everything in it was read from verified material. Whether
 * the signer is the one who should have signed, is what the findings of `publisher` say.
 */
export interface Voucher {
  /** As {@link SubjectFile.name}. */
  readonly file: string;
  /** Check id: `registry-signature`, `provenance`, `gem-signature`. */
  readonly check: string;
  readonly signer: Signer;
  readonly times: readonly VerifiedTime[];
  readonly logEntries: readonly VerifiedLogEntry[];
  /** The digest that binds the file to the signature. Absent where the signatures are over parts of the file, as inside gems. */
  readonly digest?: Digest;
  /** The trusted root that it was verified with; absent for a key that needs none. */
  readonly root?: { readonly name: string; readonly digest: Digest };
  /** What the statement is; absent for signatures over the file itself. */
  readonly predicateType?: string;
  /** For provenance that agrees with the signer's certificate. */
  readonly build?: { readonly builder: string; readonly buildType: string };
}

/** What is known of one subject. */
export interface SubjectFacts {
  /** Subject id. */
  readonly subject: string;
  /** At most one of each source: lockfile, registry, archive, in this order. */
  readonly descriptions: readonly PackageDescription[];
  /** Base URL of the registry that was asked; absent where none was. */
  readonly registry?: string;
  /** RFC 3339 UTC, as the registry says. Signed by nobody. */
  readonly publishedAt?: string;
  /**
   * What its archive would run when it is installed: install scripts (`postinstall: node x.js`), extensions that are compiled, plugins of the
   * package manager; sorted, each of one line and cut to size. Absent where no archive was read. Attacker-controlled.
   */
  readonly runs?: readonly string[];
  /** The files whose bytes were received. */
  readonly received: readonly ReceivedFile[];
  readonly vouchers: readonly Voucher[];
}
