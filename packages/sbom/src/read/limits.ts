/** What is read of one document, unless the caller says otherwise. */
export interface ReadLimits {
  /** Never more than the 500,000,000 that a JavaScript string can hold. */
  readonly maxBytes: number;
  /** Levels of lists, maps and elements. Components nest in two levels each. */
  readonly maxDepth: number;
  /** JSON values; XML elements, attributes and texts. It bounds memory, which a cap on bytes alone does not. */
  readonly maxValues: number;
}

/** A document of 100,000 components with everything Assay knows about them is about 300 MB and ten million values. */
export const defaultReadLimits: ReadLimits = { maxBytes: 500_000_000, maxDepth: 256, maxValues: 20_000_000 };
