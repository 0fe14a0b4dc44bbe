import type { DocMap, DocProblemKind } from '@assay/documents';

/** A document as its JSON has it, whichever format it came in. It may be invalid: reading asks only what it takes to understand it. */
export interface ReadBom {
  readonly format: 'json' | 'xml';
  /** `1.0` to `1.7`. */
  readonly specVersion: string;
  /** The whole document. XML's lists are lists and its texts are numbers and booleans where JSON has those. Maps know their lines. */
  readonly root: DocMap;
  /** XML: the first element or attribute that this says nothing of, because CycloneDX knows none of its name or namespace there. */
  readonly passedOver?: PassedOver;
}

/** Something in a document that its reader passes over. The name is attacker-controlled. */
export interface PassedOver {
  readonly name: string;
  /** 1-based. */
  readonly line: number;
}

/** Why a document was not read. `not-cyclonedx`: it says nothing of CycloneDX, or names a version that is not known. */
export interface BomReadProblem {
  readonly problem: DocProblemKind | 'not-cyclonedx';
  /** One sentence. May hold attacker-controlled text: escape before printing. */
  readonly detail: string;
  /** 1-based. */
  readonly line?: number;
}

export type BomReadResult =
  { readonly ok: true; readonly bom: ReadBom } | { readonly ok: false; readonly problem: BomReadProblem };
