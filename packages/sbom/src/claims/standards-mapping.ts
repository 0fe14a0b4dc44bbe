/** Which checks speak for which requirements of which standards. Data that the user can edit. */

/** One standard and those of its requirements about which something is said. */
export interface MappedStandard {
  /** Kebab-case, unique; part of bom-refs. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly owner: string;
  /** In words of the mapping's author, never the standard's. */
  readonly description: string;
  /** https URL of the standard. */
  readonly url?: string;
  readonly requirements: readonly MappedRequirement[];
}

/**
 * One requirement. A component is shown to meet it when every check of `all` and, where `any` names some, at least one of `any` is proven of
 * it, and none of either is refuted. Without checks, it is listed as not assessed.
 */
export interface MappedRequirement {
  /** As the standard calls it. */
  readonly identifier: string;
  readonly title?: string;
  readonly all: readonly string[];
  readonly any: readonly string[];
  /** What the checks show of it, and what they do not. One sentence or two. */
  readonly shows: string;
}

/** All of a mapping. */
export interface StandardsMapping {
  readonly standards: readonly MappedStandard[];
}
