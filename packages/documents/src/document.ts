import type { DocValue } from './doc-map.js';

/** A key that stood twice in one mapping. */
export interface DuplicateKey {
  readonly key: string;
  /** 1-based line of the later one, which was kept. */
  readonly line: number;
  /** True when both values are equal in every part. */
  readonly sameValue: boolean;
}

/** One document. */
export interface Document {
  readonly value: DocValue;
  /** Keys that stood twice, in the order found; only with `duplicateKeys: 'report'`. */
  readonly duplicates: readonly DuplicateKey[];
  /** 1-based lines of the items of each list; only with `itemLines`. */
  readonly itemLines?: ReadonlyMap<DocValue, readonly number[]>;
  /** Lists of which an item was written with a tag or as an alias: readers that honour tags see other items. Only where there are any. */
  readonly decoratedLists?: ReadonlySet<DocValue>;
}

/** What to do about a key that stands twice in one mapping: refuse the document, or keep the last and report it. */
export type DuplicateKeys = 'refuse' | 'report';
