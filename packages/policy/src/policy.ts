/** The policy as data: what is required of whom, which registries and signers are expected, and what is waived until when. */

import type {
  AllowedScripts,
  DeclaredParts,
  Digest,
  EcosystemId,
  GemPolicyName,
  LicensePackage,
  PublisherEntry,
  Registry,
  Requirement,
  Scope,
} from '@assay/model';
import type { GateRules } from './gate/gate-rules.js';

/** Which subjects a rule is about. Every field that is given must hold; a rule without any is about all subjects. */
export interface Selector {
  readonly ecosystem?: EcosystemId;
  /** Pattern over the purl: `*` any run without `/`, `**` any run. */
  readonly purl?: string;
  /** Base URL of the registry that answers for the package, in normal form. */
  readonly registry?: string;
  /** Any of these scopes. */
  readonly scope?: readonly Scope[];
}

/** A rule: for the selected subjects, how much is asked of each check. Later rules override earlier ones, check by check. */
export interface Rule {
  readonly select: Selector;
  /** By check id. */
  readonly checks: ReadonlyMap<string, Requirement>;
  /** By check id: codes that are no proof here: what is proven counts as `absent`, what is only preferred is required. No later rule takes them back. */
  readonly harden: ReadonlyMap<string, readonly string[]>;
  /** 1-based line in the policy file. */
  readonly line: number;
}

/** A dated, owned exception. */
export interface Waiver {
  /** Pattern over the purl; must be exact to waive a `refuted` finding. */
  readonly purl: string;
  readonly check: string;
  /** Only this code; without it, every code of the check. */
  readonly code?: string;
  /** The pinned digest of the file: needed to waive a `refuted` finding. */
  readonly digest?: Digest;
  readonly reason: string;
  readonly owner: string;
  /** RFC 3339 date (`2026-11-22`), UTC, inclusive. */
  readonly created: string;
  /** RFC 3339 date, UTC; the waiver holds to the end of that day. */
  readonly expires: string;
  readonly ticket?: string;
  readonly line: number;
}

/** Predicate types of which the packages that the pattern matches must have an attestation, each of them. */
export interface AttestationEntry {
  /** Pattern over the purl, in canonical form. */
  readonly purl: string;
  /** At least one. */
  readonly predicateTypes: readonly string[];
  /** 1-based line in the policy file. */
  readonly line: number;
}

/** What is asked of gem signatures. */
export interface GemRules {
  readonly policy: GemPolicyName;
  /** Trust the certificates in RubyGems' own trust directory of the user. */
  readonly trustDirectory: boolean;
  /** SHA-256 of trusted certificates' DER, lowercase hex: those named so and those of {@link certificates}. */
  readonly fingerprints: readonly string[];
  /** Trusted certificates that the policy holds, as PEM. */
  readonly certificates: readonly string[];
}

/** An entry of `installScripts.allow`. */
export interface AllowedScriptsEntry extends AllowedScripts {
  /** 1-based line in the policy file. */
  readonly line: number;
}

/** How long versions must have been published. */
export interface AgeRules {
  /** Seconds. */
  readonly minimum: number;
  /** Packages that may be younger: patterns over the purl, in canonical form, each with its 1-based line. */
  readonly except: readonly { readonly purl: string; readonly line: number }[];
}

/** Who may be told names of packages, to find out whether they have others under them. */
export interface NamesakeEntry {
  /** Pattern over the purl, in canonical form. */
  readonly purl: string;
  /** Base URLs, in normal form; null: every other registry that may serve the name. */
  readonly registries: readonly string[] | null;
  /** 1-based line in the policy file. */
  readonly line: number;
}

/** Caps that a policy may change. */
export interface PolicyLimits {
  /** Bytes beyond which an archive is refused. */
  readonly artifactBytes: number;
}

/** A parsed, valid policy. */
export interface Policy {
  readonly version: 1;
  readonly registries: readonly Registry[];
  readonly rules: readonly Rule[];
  readonly waivers: readonly Waiver[];
  /** Who is expected to have published what; publishers that licence packages name stand last, each for exactly its purl. */
  readonly publishers: readonly PublisherEntry[];
  readonly attestations: readonly AttestationEntry[];
  /** Builders whose provenance is accepted: exact ids, or anchored patterns. Null: the built-in list. */
  readonly builders: readonly string[] | null;
  readonly gems: GemRules;
  /** Packages whose code may run when they are installed. */
  readonly installScripts: readonly AllowedScriptsEntry[];
  /** Null: no age is asked for. */
  readonly releaseAge: AgeRules | null;
  /** Entries add up. */
  readonly namesakes: readonly NamesakeEntry[];
  /** What was bought, each joined with its vendor's profile. */
  readonly licensePackages: readonly LicensePackage[];
  /** What bills of materials say about the project, and parts that no lockfile holds. No verdict reads it. */
  readonly sbom: DeclaredParts;
  /** What a deploy gate asks; absent: the policy is for no gate. No part of the policy's digest. */
  readonly gate?: GateRules;
  /** What is asked of a check that no rule names; `require` for those that are not in here. By check id. */
  readonly defaults: ReadonlyMap<string, Requirement>;
  /** Codes that are only preferred where their check is required, unless a rule hardens them. By check id; absent: none. */
  readonly preferredCodes?: ReadonlyMap<string, ReadonlySet<string>>;
  readonly limits: PolicyLimits;
  /** Codes of gaps that put a whole run in doubt and that are accepted here. */
  readonly acceptGaps: readonly string[];
  /** True when a run with nothing to verify may pass. */
  readonly allowEmpty: boolean;
}
