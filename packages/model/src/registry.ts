/** Which registries there are, who said so, and which one a package should come from. */

import type { EcosystemId } from './subject.js';

/**
 * Who named a registry. `client-default`: the package manager's built-in default. `user`: the user's own or the machine's
 * client configuration. `environment`: client variables of the process. `policy`: Assay's policy or options.
 * `project`: a file of the checkout under test, which can only propose.
 */
export type RegistryOrigin = 'client-default' | 'user' | 'environment' | 'policy' | 'project';

/** A key with which a registry signs, as the policy states it. */
export interface RegistryKey {
  /** The id that signatures name it by. */
  readonly id: string;
  /** SubjectPublicKeyInfo: base64 of its DER. */
  readonly key: string;
  /** RFC 3339 date or time, UTC: when it began to sign. Absent: it always did. */
  readonly from?: string;
  /** RFC 3339 date (it signs on that day) or time (it signs before it), UTC. Absent: no end. */
  readonly until?: string;
  /** Nothing that it signed counts any more. */
  readonly revoked?: true;
}

/** One registry. */
export interface Registry {
  readonly ecosystem: EcosystemId;
  /** Absolute URL, normalised, ends with `/`, without userinfo, query and fragment. */
  readonly url: string;
  /** Who named it. Everything but `project` is trusted. */
  readonly from: RegistryOrigin;
  /**
   * Name patterns this registry claims (`@acme/*`, `acme-*`, `acme`; `*` only at the end). A name claimed by a trusted
   * registry may come only from a registry that claims it. Empty: claims nothing, serves any unclaimed name.
   */
  readonly names: readonly string[];
  /** Further origins its downloads may be redirected to, without credentials. */
  readonly redirects: readonly string[];
  /**
   * URLs that stand for this registry in lockfiles (npm writes its public default and clients replace it by the configured
   * registry: `replace-registry-host`).
   */
  readonly aliases: readonly string[];
  /** Keys with which it signs what it serves, where the policy states them. */
  readonly keys?: readonly RegistryKey[];
}

/** Registries in order of precedence, without secrets. */
export interface RegistryTable {
  readonly registries: readonly Registry[];
}
