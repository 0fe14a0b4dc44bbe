import type { Digest, RegistrySignature, Signer } from '@assay/model';
import type { RegistryKeys } from './registry-keys.js';

/** What is verified, and against what. */
export interface RegistrySignatureCheck {
  /** The subject's own name, as locked; never the one that the registry's answer states. */
  readonly name: string;
  /** The subject's version as the registry lists it (normalised, without build metadata). */
  readonly version: string;
  /** As the registry states them. Attacker-controlled. */
  readonly signatures: readonly RegistrySignature[];
  /** What the lockfile pins of the file. */
  readonly pins: readonly Digest[];
  /** Computed over the bytes, where they were received. */
  readonly received?: readonly Digest[];
  /** The keys of this registry; null where none are configured. */
  readonly keys: RegistryKeys | null;
  /** Base URL of the registry, for the signer's description. */
  readonly registry?: string;
  /** RFC 3339 UTC, as the registry states it; signed by nobody. */
  readonly publishedAt?: string;
  /** The judge's time, RFC 3339 UTC. */
  readonly at: string;
}

/** A registry key vouches for these bytes under this name and version. */
export interface VerifiedRegistrySignature {
  readonly signer: Signer;
  readonly keyId: string;
  /** `time-unauthenticated`: the key has ended, and that it signed before that rests on the registry's word alone. */
  readonly time: 'key-current' | 'time-unauthenticated';
  /** The finding's code in the catalogue. */
  readonly code: 'registry-signature-valid' | 'time-unauthenticated';
  /** The digest that is signed and that the bytes have. */
  readonly digest: Digest;
  /** One sentence. */
  readonly detail: string;
}
