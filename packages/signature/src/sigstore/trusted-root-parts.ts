/** What is in a trusted root, for the code of this folder. */

import type { Verifier, TrustMaterial } from '@sigstore/verify';
import type { Unfitness } from './authority-fitness.js';
import type { PublicKey } from './public-key.js';
import type { SigstoreRoot } from './trusted-root.js';
import type { Certificate } from './x509-certificate.js';

/** A closed interval in milliseconds since 1970. */
export interface Validity {
  readonly start: number;
  readonly end: number;
}

/** A transparency log or certificate log. */
export interface TrustedLog {
  readonly baseUrl: string;
  /** The name in its checkpoints: its URL without the scheme. */
  readonly origin: string;
  /** Who runs it: two logs of one operator are one witness. The origin where the root does not say. */
  readonly operator: string;
  /** Ids by which bundles may name it. At least one. */
  readonly ids: readonly Uint8Array[];
  /** First four bytes of the id in its checkpoints (C2SP signed-note). */
  readonly checkpointKeyId: Uint8Array;
  readonly key: PublicKey;
  readonly validFor: Validity;
}

/** A certificate or timestamp authority. `chain`: for a certificate authority from the issuer of leaves to the root. */
export interface TrustedAuthority {
  readonly uri: string;
  readonly operator: string;
  readonly chain: readonly Certificate[];
  readonly validFor: Validity;
  /** Null when its certificates are for this purpose. If not, sigstore-js is not told of it, and it vouches for nothing. */
  readonly unfit: Unfitness | null;
}

/** Everything in a trusted root, compiled. */
export interface TrustedRootParts {
  readonly name: string;
  readonly logs: readonly TrustedLog[];
  readonly certificateLogs: readonly TrustedLog[];
  readonly authorities: readonly TrustedAuthority[];
  readonly timestampAuthorities: readonly TrustedAuthority[];
  /**
   * Whether every bundle of this instance must have a log entry: true where the root has logs of either kind. An instance
   * that publishes its certificates is a public one, and its bundles do not pass with their entries stripped.
   */
  readonly logsEverything: boolean;
  /** Whether certificates must carry a timestamp of a certificate log: true where the root has such logs. */
  readonly logsCertificates: boolean;
  /**
   * What sigstore-js trusts of it, made when a bundle first asks for it: most runs verify none. Null where sigstore-js cannot read a
   * certificate that was read here.
   */
  readonly compiled: () => CompiledTrust | null;
}

/** A trusted root as sigstore-js takes it. */
export interface CompiledTrust {
  readonly material: TrustMaterial;
  readonly verifier: Verifier;
}

const parts = new WeakMap<SigstoreRoot, TrustedRootParts>();

/** Binds the opaque root to its parts. */
export function sealTrustedRoot(root: SigstoreRoot, all: TrustedRootParts): SigstoreRoot {
  parts.set(root, all);
  return root;
}

/** The parts of a root that `readTrustedRoot` made; undefined for anything else. */
export function trustedRootParts(root: SigstoreRoot): TrustedRootParts | undefined {
  return parts.get(root);
}

/** True when the time lies in the interval, both ends included. */
export function isWithin(validity: Validity, time: number): boolean {
  return validity.start <= time && time <= validity.end;
}
