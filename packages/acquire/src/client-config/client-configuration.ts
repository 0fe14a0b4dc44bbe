/** What the package managers' own configuration says, and who may say it: DESIGN §3's trust rule. */

import type { EcosystemId, Registry, RegistryTable } from '@assay/model';
import type { TlsSettings } from './tls-settings.js';

/** Where configuration may come from. Everything is passed in: nothing here looks at `process`. */
export interface ClientConfigurationOptions {
  /** The process's environment: trusted, it is the user's own. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder; null when there is none (then there is no user configuration to read). */
  readonly home: string | null;
  /** Absolute path of the checkout under test. Its files can only propose registries. */
  readonly projectRoot: string;
  /** Registries of Assay's own policy: trusted, and first in precedence. */
  readonly policyRegistries: readonly Registry[];
  /** Remotes that lockfiles name: proposals, unless they are a client's built-in default or the user's own. */
  readonly lockfileRemotes?: readonly LockfileRemote[];
  /**
   * Paths of the lockfiles that were read; default: those at the root of the checkout. The repositories that they lie in (the nearest
   * folder with `.git`) are the checkout's, too.
   */
  readonly lockfiles?: readonly string[];
  /** The working folder: what lies below it is the checkout's where a lockfile below it is in no repository. */
  readonly cwd?: string;
  /** Recognises a client's built-in public default. */
  readonly isPublicRegistry: (ecosystem: EcosystemId, url: string) => boolean;
}

/** A registry that a lockfile names. */
export interface LockfileRemote {
  readonly ecosystem: EcosystemId;
  readonly url: string;
}

/** A file of the checkout makes a client install something else than the lockfiles that were read say. */
export interface ConfigurationDoubt {
  /** Stable, kebab-case. */
  readonly code: string;
  /** One sentence, with what to do. No secrets. */
  readonly detail: string;
  /** Path of the file from the checkout's root, with `/`. */
  readonly file: string;
}

/** A request header that authenticates. */
export interface Credential {
  readonly header: 'authorization';
  readonly value: string;
}

/** How to reach the network as the clients would, from the user's configuration and environment only. */
export interface NetworkConfiguration {
  /** The proxy's URL (userinfo included: it is a secret) for a request to `url`, or null for a direct connection. */
  proxyFor(url: string): string | null;
  /**
   * How to verify the server of `url`: npm's settings for the origins of npm's registries, Ruby's for those of gem servers,
   * the default roots for all others. Switching verification off for one client never speaks for another's servers.
   */
  tlsFor(url: string): TlsSettings;
  /** Origins of trusted registries: these may resolve to private addresses. */
  readonly privateOrigins: ReadonlySet<string>;
}

/** What was read. */
export interface ClientConfiguration {
  /** In order of precedence, without secrets; entries `from: 'project'` are proposals. */
  readonly registries: RegistryTable;
  /** The credential the user configured for this URL's origin and path, or null. Never for a proposal. */
  credentialFor(url: string): Credential | null;
  readonly network: NetworkConfiguration;
  /** Everything secret that was read, in every form it may be sent, for redaction. */
  readonly secrets: readonly string[];
  /** One sentence each, no secrets: what was ignored, malformed or unusual. */
  readonly notes: readonly string[];
  /** What in the checkout leads a client away from the lockfiles that were read. A run with a doubt must not pass. */
  readonly doubts: readonly ConfigurationDoubt[];
}
