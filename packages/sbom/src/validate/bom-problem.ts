/**
 * What can be wrong with a bill of materials. `read-…`: no document could be read. `schema-…`: the official schema of its version says
 * no. All others are rules of the specification's text that no schema holds.
 */
export type BomProblemCode =
  | 'read-syntax'
  | 'read-encoding'
  | 'read-duplicate-key'
  | 'read-limit'
  | 'read-number'
  | 'read-unsupported'
  | 'not-cyclonedx'
  | 'spec-version'
  | 'ref-repeated'
  | 'ref-unresolved'
  | 'version-range'
  | 'version-missing'
  | 'citation-source'
  | 'purl-syntax'
  | 'license-expression'
  | 'schema-choice'
  | 'schema-duplicate'
  | 'schema-forbidden'
  | 'schema-format'
  | 'schema-missing'
  | 'schema-order'
  | 'schema-range'
  | 'schema-type'
  | 'schema-unknown'
  | 'schema-value';

/** One thing that is wrong with a bill of materials. */
export interface BomProblem {
  readonly code: BomProblemCode;
  /** An error makes the document invalid, a warning does not. */
  readonly severity: 'error' | 'warning';
  /** JSON pointer (RFC 6901) or element path (`/bom/components/component[2]/@type`); empty for the document itself. */
  readonly path: string;
  /** 1-based; where the thing stands, or what holds it. Null where the document could not be read as text. */
  readonly line: number | null;
  /** Sentences for people: what was found and what was expected. Quote the document: escape them before printing. */
  readonly detail: string;
}

/** What was found in one document. */
export interface BomProblems {
  /** True when there is no error. */
  readonly valid: boolean;
  /** Null where the document could not be read so far. */
  readonly format: 'json' | 'xml' | null;
  /** As the document states it; null where it states none that is known. */
  readonly specVersion: string | null;
  /** Errors before warnings, each in document order; at most 25 of one code. */
  readonly problems: readonly BomProblem[];
  /** All errors, those that are not listed included. */
  readonly errors: number;
  /** All warnings, those that are not listed included. */
  readonly warnings: number;
}
