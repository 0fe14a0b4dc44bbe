import type { Change } from '../change.js';
import type { SigningOptions } from '../signing-options.js';

/** One thing done wrong. */
export interface MistakeDefinition extends Change {
  /** One sentence: what is wrong. */
  readonly about: string;
  /** What must be signed, and how, for the mistake to be possible; options given beside the mistake win. */
  readonly needs?: SigningOptions;
}

/** Mistakes by name. */
export type Mistakes = Readonly<Record<string, MistakeDefinition>>;
