/** One key of a package registry, as plain data. */

/** What a key signs: versions (`dist.signatures`), publish attestations. */
export type RegistryKeyUsage = 'signatures' | 'attestations';

/** A key as a trust document or a policy states it. */
export interface RegistryKeySpec {
  /** The id that signatures name it by. `SHA256:…` must be the key's fingerprint (of its SSH form or its DER). */
  readonly id: string;
  /** SubjectPublicKeyInfo of an ECDSA P-256 key: base64 of its DER, or PEM. */
  readonly key: string;
  /** RFC 3339 date-time, UTC, or date: when it began to sign. Absent: it always did. */
  readonly from?: string;
  /** RFC 3339 date-time, UTC (it signs before that) or date (it signs on that day). Absent: no end. */
  readonly until?: string;
  /** Nothing that it signed counts any more. */
  readonly revoked?: boolean;
  /** Absent: both, as in registries' own lists. */
  readonly usages?: readonly RegistryKeyUsage[];
}
