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
  /** SPDX id, expression, or name. */
  readonly license?: string;
  readonly supplier?: Party;
  readonly description?: string;
  readonly digests: readonly Digest[];
  /** Where it lies in the project. */
  readonly path?: string;
  /** Purl or name of the package that brings it; absent: the project itself. */
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
  /** What is known of the packages' suppliers: purl pattern → who supplies them. Never guessed. */
  readonly suppliers: readonly { readonly purl: string; readonly supplier: Party }[];
}
