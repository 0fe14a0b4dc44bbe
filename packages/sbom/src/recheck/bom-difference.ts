/** What a document says and the evidence does not show. */

/** Stable codes. `…-differs`: said otherwise; `…-added` and `…-missing`: said too much or not at all. */
export type RecheckCode =
  | 'component-added'
  | 'component-missing'
  | 'component-repeated'
  | 'component-differs'
  | 'identity-differs'
  | 'hash-differs'
  | 'license-differs'
  | 'supplier-differs'
  | 'scope-differs'
  | 'reference-differs'
  | 'evidence-differs'
  | 'pedigree-differs'
  | 'finding-differs'
  | 'publisher-differs'
  | 'property-differs'
  | 'dependency-differs'
  | 'composition-differs'
  | 'annotation-differs'
  | 'claim-differs'
  | 'conformance-differs'
  | 'policy-differs'
  | 'root-differs'
  | 'inventory-differs'
  | 'report-differs'
  | 'time-differs'
  | 'tool-differs'
  | 'metadata-differs'
  | 'document-differs';

/** One difference. Texts are the document's: escape them before printing. */
export interface BomDifference {
  readonly code: RecheckCode;
  /** `false`: the evidence shows otherwise. `not-shown`: the evidence cannot show it. */
  readonly outcome: 'false' | 'not-shown';
  /** A bom-ref; or the part of the document. */
  readonly where: string;
  /** What the document says; absent: nothing. Cut where it is long. */
  readonly says?: string;
  /** What the evidence shows; absent: nothing. */
  readonly shows?: string;
}
