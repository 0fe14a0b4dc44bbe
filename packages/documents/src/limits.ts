/** Levels of lists and maps that are read unless the caller says otherwise. */
export const defaultMaxDepth = 64;

/** The readers recurse: whatever the caller says, deeper documents are refused before the stack is at risk. */
export const highestMaxDepth = 1000;

/**
 * Values, containers included, that are read unless the caller says otherwise: a lockfile of 100,000 packages has between
 * two and five million. It bounds memory, which a cap on bytes alone does not: `[],[],…` is one value in three bytes.
 */
export const defaultMaxValues = 6_000_000;

/** Documents of one stream: lockfiles have two. An empty one is four bytes, and the parser holds half a kilobyte for it. */
export const mostDocuments = 1000;
