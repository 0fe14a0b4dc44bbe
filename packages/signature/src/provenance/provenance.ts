/** What a SLSA provenance predicate says, read once from a verified statement. */

import type { DocMap } from '@assay/documents';

/**
 * The part of an in-toto statement that is needed here. It must come from bytes whose signature has been verified: nothing below
 * looks at a signature.
 */
export interface ProvenanceStatement {
  readonly predicateType: string;
  /** Null where the statement says `null` (PyPI's publish attestations). */
  readonly predicate: DocMap | null;
}

/** What a predicate and a certificate can both state, as words of our own. */
export const provenanceFields = [
  'repository',
  'repository-id',
  'owner',
  'owner-id',
  'ref',
  'ref-name',
  'commit',
  'workflow-repository',
  'workflow',
  'workflow-ref',
  'workflow-commit',
  'trigger',
  'run',
  'run-id',
  'run-attempt',
  'runner',
] as const;

/** One of {@link provenanceFields}. */
export type ProvenanceField = (typeof provenanceFields)[number];

/** One value that a predicate states. */
export interface StatedValue {
  /** In the normal form of its field. */
  readonly value: string;
  /** Where it stands inside the predicate, for people (`invocation.environment.GITHUB_REF`). */
  readonly at: string;
}

/** Something that went into a build besides its source. */
export interface ProvenanceDependency {
  readonly uri: string;
  /** By the names the predicate uses (`sha256`, `gitCommit`). */
  readonly digests: ReadonlyMap<string, string>;
}

/** A predicate's statements. Each is only the signer's word until {@link ProvenanceField}s have been compared. */
export interface Provenance {
  readonly predicateType: string;
  readonly buildType: string;
  /** True for build types whose every field of use here is known: they must state their source. */
  readonly isKnownBuildType: boolean;
  /** Builder id. */
  readonly builder: string;
  readonly stated: ReadonlyMap<ProvenanceField, StatedValue>;
  /** Places whose meaning is not known here, so that nothing compares them. */
  readonly notUnderstood: readonly string[];
  readonly dependencies: readonly ProvenanceDependency[];
}
