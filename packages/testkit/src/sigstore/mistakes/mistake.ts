import type { Change } from '../change.js';
import type { SigningOptions } from '../signing-options.js';

/** One thing done wrong. */
export interface MistakeDefinition extends Change {
  /** One sentence: what is wrong. */
  readonly about: string;
  /** What must be signed, and how, for the mistake to be possible; options given beside the mistake win. */
  readonly needs?: SigningOptions;
}

/** Mistakes by name. A function and no plain `satisfies`, so that only the names are part of the type. */
export function mistakes<Name extends string>(
  definitions: Readonly<Record<Name, MistakeDefinition>>,
): Readonly<Record<Name, MistakeDefinition>> {
  return definitions;
}
