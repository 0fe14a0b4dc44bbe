import { defaultReadLimits, type ReadLimits } from '../read/limits.js';

/** How a document is validated. */
export interface ValidateOptions {
  /** The schema alone, without the rules that stand in the specification's text only. */
  readonly schemaOnly?: boolean;
  /**
   * The schemas of 1.2 and 1.3 that allow unknown keys in JSON. The specification's own tests use the strict ones, as is done unless
   * told; from 1.4 on there is one, and it is strict.
   */
  readonly lenient?: boolean;
  readonly limits?: ReadLimits;
}

export type KnownOptions = Required<ValidateOptions>;

export function knownOptions({
  schemaOnly = false,
  lenient = false,
  limits = defaultReadLimits,
}: ValidateOptions): KnownOptions {
  return { schemaOnly, lenient, limits };
}
