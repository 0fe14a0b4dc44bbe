/** npm's attestations of one version: the question and the answer. */

import type { Attestation, Digest, KeyOwner, Signer } from '@assay/model';
import type { NpmAttestationCode } from '../codes/registry-codes.js';
import type { ComparedProvenance, ProvenanceRules } from '../provenance/compare-with-certificate.js';
import type { NpmPublish } from '../provenance/publish-predicate.js';
import type { SigstoreRoot } from '../sigstore/trusted-root.js';
import type { VerifiedBundle } from '../sigstore/verified-bundle.js';
import type { RegistryKeys } from './registry-keys.js';

/** What an attestation that Assay understands is: the registry's word that it published, or the build's word how it built. */
export type NpmAttestationKind = 'publish' | 'provenance';

/** What is verified, and under which trust. */
export interface NpmAttestationsCheck {
  /** All that the registry holds for the version. Attacker-controlled. */
  readonly attestations: readonly Attestation[];
  /** The subject's own name, as locked. */
  readonly name: string;
  /** The subject's version as the registry lists it. */
  readonly version: string;
  /** Of the file: what the lockfile pins, and what was computed over the bytes where they were received. */
  readonly digests: readonly Digest[];
  /** The registry's keys; null where none are known. */
  readonly keys: RegistryKeys | null;
  readonly roots: readonly SigstoreRoot[];
  /** Base URL of the registry, for the signer's description. */
  readonly registry?: string;
  /** Whose keys `keys` are: the registry that publish attestations must name. Absent: it is not compared. */
  readonly keyOwner?: KeyOwner;
  /**
   * A registry's own keys, by its URL; null where none are known. Mirrors pass on what another registry published: it may be named
   * instead, where the key that signed is one of its own too.
   */
  readonly ownKeysOf?: (registry: string) => RegistryKeys | null;
  /** Kinds of which there must be one. `provenance` unless told. */
  readonly required?: readonly NpmAttestationKind[];
  /** Predicate types beside those of the kinds: attestations of these are verified as statements about the file, and no others. */
  readonly furtherTypes?: readonly string[];
  readonly rules?: ProvenanceRules;
  /** The judge's time, RFC 3339 UTC. */
  readonly at: string;
}

/** Provenance whose signature, subject and predicate hold. Whether the signer is who should have is for the policy. */
export interface VerifiedNpmProvenance {
  readonly verified: VerifiedBundle;
  readonly compared: ComparedProvenance;
}

/** A publish attestation whose signature, subject and predicate hold. */
export interface VerifiedNpmPublish {
  readonly verified: VerifiedBundle;
  /** The registry's key. */
  readonly signer: Extract<Signer, { kind: 'registry-key' }>;
  readonly published: NpmPublish;
}

/** A statement of a further type that an identity signed about this package. What it says is not looked at. */
export interface VerifiedNpmStatement {
  readonly verified: VerifiedBundle;
  readonly predicateType: string;
}

/** An attestation that proves nothing here, and refutes nothing. */
export interface OtherNpmAttestation {
  /** As stated, by the registry or in the attestation itself. Attacker-controlled. */
  readonly predicateType: string;
  /** `not-understood`: of a type that Assay does not know. Else why it could not be verified; its kind is not required. */
  readonly code: 'not-understood' | NpmAttestationCode;
  readonly detail: string;
}

/** Every attestation of the version: at least one of each required kind, each one of those verified. */
export interface VerifiedNpmAttestations {
  readonly provenance: readonly VerifiedNpmProvenance[];
  readonly publish: readonly VerifiedNpmPublish[];
  readonly statements: readonly VerifiedNpmStatement[];
  readonly others: readonly OtherNpmAttestation[];
}
