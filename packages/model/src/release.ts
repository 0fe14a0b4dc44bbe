/** What an ecosystem distils from registry evidence. Checks read these, never registry JSON. */

import type { JsonValue } from './canonical-json.js';
import type { Digest } from './digest.js';

/** One file of a release as the registry describes it. */
export interface ReleaseFile {
  readonly name: string;
  /** RubyGems platform other than `ruby`. */
  readonly platform?: string;
  /** Download URL the registry states. Attacker-controlled. */
  readonly url?: string;
  readonly digests: readonly Digest[];
  /** Texts where a digest should be that are none. */
  readonly malformedDigests: readonly string[];
  /** Signatures of the registry's own keys over this file. None: the registry states none. */
  readonly signatures?: readonly RegistrySignature[];
  /** True when the registry says that it holds attestations for this file; absent where it says neither. */
  readonly attested?: boolean;
  /** When it was published, RFC 3339 UTC, as the registry says. Signed by nobody. */
  readonly publishedAt?: string;
}

/** A signature by a registry's key, as the registry states it (npm: `dist.signatures[]`). Attacker-controlled texts. */
export interface RegistrySignature {
  readonly keyId: string;
  /** Base64. */
  readonly signature: string;
  /** The text that stands for the bytes in what was signed, to the letter (npm: `dist.integrity`). */
  readonly signedIntegrity: string;
}

/** One attestation that a registry holds for a file. */
export interface Attestation {
  /** The Sigstore bundle as plain data. Attacker-controlled. */
  readonly bundle: JsonValue;
  /** The predicate type that the registry states beside it, if it does: a hint, never a fact. */
  readonly predicateType?: string;
}

/** One way in which installing a package runs its code. Texts are attacker-controlled. */
export interface InstallRun {
  /**
   * `script`: a script that npm's clients run. `build`: node-gyp, which they start by themselves. `extension`: what RubyGems runs to
   * build a gem. `plugin`: what RubyGems or Bundler load in every later command.
   */
  readonly kind: 'script' | 'build' | 'extension' | 'plugin';
  /** The script's name (`postinstall`), or the file's path. */
  readonly name: string;
  /** What is run; absent where the name says it all. */
  readonly command?: string;
  /** The folder of the package inside this one's archive (`node_modules/a`) whose run it is. */
  readonly folder?: string;
}

/** What a registry says of a version's install scripts. What it does not say, it does not deny. */
export interface StatedInstall {
  /** `hasInstallScript`, as registries and lockfiles put it in short. */
  readonly hasScript?: boolean;
  /** The scripts that it names; absent where it names no scripts of any kind. */
  readonly runs?: readonly InstallRun[];
}

/** A package version as the registry describes it. */
export interface Release {
  readonly name: string;
  readonly version: string;
  readonly files: readonly ReleaseFile[];
  /** Absent where the registry says nothing of it, as registries of gems never do. */
  readonly install?: StatedInstall;
  /** What the registry tells those who use the version, as text; empty where it only says that it is deprecated. Attacker-controlled. */
  readonly deprecated?: string;
  /** The platforms that the version is for, in every way in which clients write them in lockfiles; absent where it is for all of them. */
  readonly platforms?: readonly string[];
}

/** Name, version and platform as the archive's own manifest states them. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly platform?: string;
  /** Harmless oddities every client treats alike, one sentence each. */
  readonly notes: readonly string[];
  /**
   * All that runs when it is installed, or why clients would not agree about it. Absent in ecosystems whose clients run nothing.
   */
  readonly runs?: readonly InstallRun[] | Unreadable;
}

/** A document could not be understood. Not an exception: hostile input is a fact to report. */
export interface Unreadable {
  /** Stable, kebab-case. */
  readonly problem: string;
  /** One sentence, with line if known. */
  readonly detail: string;
}
