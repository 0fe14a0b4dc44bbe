/** A managed key, as users see it. */

declare const imported: unique symbol;

/** A public key that the user, the policy or a registry names. Opaque: only `parseManagedKey` makes one. */
export interface ManagedKey {
  /** SHA-256 of the SubjectPublicKeyInfo, hex. */
  readonly fingerprint: string;
  /** The hint by which bundles name it; absent: it is tried for any hint. */
  readonly hint?: string;
  readonly [imported]: true;
}
