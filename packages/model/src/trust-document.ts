/** What trust rests on, as plain data: it comes from the tool, the user or the policy, never from what is verified. */

import type { Digest } from './digest.js';

/**
 * Who vouches for a trust document. `shipped`: it came with this release. `tuf`: `assay trust update` verified it.
 * `imported`: the user said so (`assay trust import`, an option). `policy`: the policy holds it. `user`: the user's own client
 * configuration (RubyGems' trust directory).
 */
export type TrustOrigin = 'shipped' | 'tuf' | 'imported' | 'policy' | 'user';

/**
 * One document.
 *
 * - `sigstore-root`: a Sigstore TrustedRoot as JSON (certificate authorities, logs, timestamp authorities).
 * - `registry-keys`: a package registry's keys as JSON, in the form of the TUF target `<host>/keys.json`.
 * - `gem-certificates`: X.509 certificates as PEM, one after another.
 */
export interface TrustDocument {
  readonly kind: 'sigstore-root' | 'registry-keys' | 'gem-certificates';
  /** For people and reports: `sigstore-public-good`, `github`, a host, a file's name. Unique within its kind. */
  readonly name: string;
  readonly origin: TrustOrigin;
  /** The document itself. */
  readonly text: string;
  /** SHA-256 of its UTF-8 bytes. */
  readonly digest: Digest;
  /** RFC 3339 UTC: after this time it proves nothing any more (the answer is "could not verify"). Absent: no end. */
  readonly expires?: string;
  /** `registry-keys`: whose keys these are. */
  readonly registry?: KeyOwner;
}

/**
 * Whose keys a document holds: a registry's by its exact origin, or by the SHA-256 (hex) of that; with `base`, a URL at that origin, only
 * of registries that lie under it. One server may hold several registries with keys of their own.
 */
export type KeyOwner = { readonly origin: string; readonly base?: string } | { readonly originSha256: string };
