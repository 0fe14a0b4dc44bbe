/** What a policy's `sbom:` section declares: who makes the project, and parts that no lockfile holds. Trusted: the user wrote it. */

import type { Digest } from './digest.js';
import type { Party } from './package-description.js';

/** CycloneDX's words for what a part is. */
export type PartType = 'application' | 'framework' | 'library' | 'container' | 'platform' | 'file' | 'data';

/** A vendored or bundled part. */
export interface DeclaredPart {
  readonly name: string;
  readonly version?: string;
  readonly type: PartType;
  readonly purl?: string;
  /** SPDX id, expression, or name: not judged. */
  readonly license?: string;
  readonly supplier?: Party;
  readonly description?: string;
  /** Of its file; SHA-256 or longer, at most one of each algorithm. */
  readonly digests: readonly Digest[];
  /** Where it lies in the project: relative, without `..`. */
  readonly path?: string;
  /**
   * The package that brings it: its name, or its purl as patterns are compared (`@*` behind it where it states no version). Absent: the
   * project itself.
   */
  readonly within?: string;
  /** 1-based line in the policy. */
  readonly line: number;
}

/** The policy's `sbom:` section. */
export interface DeclaredParts {
  /** Who makes the project. */
  readonly manufacturer?: Party;
  /** Who supplies it to its users, where that is somebody else. */
  readonly supplier?: Party;
  /** Who wrote the document; default: the manufacturer. */
  readonly authors: readonly Party[];
  /** Name, version, type, licence, purl and description of the project, where the lockfile's folder does not say or says otherwise. */
  readonly project: {
    readonly name?: string;
    readonly version?: string;
    readonly type?: PartType;
    readonly license?: string;
    readonly purl?: string;
    readonly description?: string;
  };
  readonly parts: readonly DeclaredPart[];
  /** What is known of the packages' suppliers. The first whose purl pattern matches says it: the most specific stand first. Never guessed. */
  readonly suppliers: readonly { readonly purl: string; readonly supplier: Party }[];
  /** Licences that the user concluded to distribute packages under, in the same order. Never guessed. Absent: none. */
  readonly licenses?: readonly {
    readonly purl: string;
    /** SPDX id, expression, or name: not judged. */ readonly license: string;
  }[];
}
