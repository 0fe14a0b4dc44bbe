import type { GemCertificates } from './gem-certificates.js';
import type { GemPolicyName } from '@assay/model';

/** One entry of a gem's outer archive, in the order in which it stands there; a name that stands twice is two. */
export interface GemMember {
  readonly name: string;
  /** SHA-256 of its content, lowercase hex; absent where it could not be read. */
  readonly sha256?: string;
}

/** What a gem's signatures are judged by. */
export interface GemJudgement {
  readonly policy: GemPolicyName;
  readonly trusted: GemCertificates;
  /** SHA-256 fingerprints (lowercase hex of the DER) of certificates that are trusted too. */
  readonly fingerprints?: readonly string[];
  /** RFC 3339 UTC: the time to judge at. */
  readonly at: string;
  /** RFC 3339 UTC: when the registry says that the gem was published. Signed by nobody. */
  readonly publishedAt?: string;
}

/** A gem, as far as its signatures are concerned. */
export interface GemSignatureInput extends GemJudgement {
  readonly members: readonly GemMember[];
  /** Content of the members whose names end in `.sig`, by that name. */
  readonly signatures: ReadonlyMap<string, Uint8Array>;
  /** Texts of `cert_chain` in the gem's metadata, as they stand there; null where the metadata could not be read. */
  readonly certChain: readonly string[] | null;
  /** Algorithms of which the gem's checksums.yaml has digests; absent where it has no checksums.yaml. */
  readonly checksumAlgorithms?: readonly string[];
}
