/** A parsed Sigstore bundle, as users see it. */

declare const parsed: unique symbol;

/** Version of the bundle format. */
export type BundleVersion = '0.1' | '0.2' | '0.3';

/**
 * A Sigstore bundle that is well-formed. Nothing in it is verified. Opaque: only `parseBundle` makes one, and `verifyBundle`
 * verifies exactly what was parsed.
 */
export interface Bundle {
  readonly mediaType: string;
  readonly version: BundleVersion;
  readonly content: 'message-signature' | 'dsse-envelope';
  readonly material: 'certificate' | 'public-key';
  /** The key hint of a bundle with a public key; claimed. */
  readonly keyHint?: string;
  /** The payload's type of a DSSE envelope; claimed. */
  readonly payloadType?: string;
  readonly [parsed]: true;
}
