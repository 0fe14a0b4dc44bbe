import type { SigningOptions } from '../signing-options.js';
import { authorityMistakes } from './authority-mistakes.js';
import { bundleMistakes } from './bundle-mistakes.js';
import { certificateMistakes } from './certificate-mistakes.js';
import { checkpointMistakes } from './checkpoint-mistakes.js';
import { contentMistakes } from './content-mistakes.js';
import { entryMistakes } from './entry-mistakes.js';
import { inclusionMistakes } from './inclusion-mistakes.js';
import type { MistakeDefinition } from './mistake.js';
import { sctMistakes } from './sct-mistakes.js';
import { timestampMistakes } from './timestamp-mistakes.js';

/** What a mistake is about. */
export type MistakeArea = keyof typeof areas;

/** A mistake by name. Each changes exactly one thing, before whatever signs it where that makes a difference. */
export type Mistake = { [Area in MistakeArea]: keyof (typeof areas)[Area] }[MistakeArea];

/** A mistake in the catalogue. */
export interface MistakeInfo {
  readonly name: Mistake;
  readonly area: MistakeArea;
  /** One sentence. */
  readonly about: string;
  /** Options that signing with this mistake takes by itself, because it is not possible without. */
  readonly needs: SigningOptions;
}

const areas = {
  content: contentMistakes,
  certificate: certificateMistakes,
  authority: authorityMistakes,
  sct: sctMistakes,
  entry: entryMistakes,
  inclusion: inclusionMistakes,
  checkpoint: checkpointMistakes,
  timestamp: timestampMistakes,
  bundle: bundleMistakes,
} as const;

const definitions: ReadonlyMap<string, MistakeDefinition> = new Map(
  Object.values(areas).flatMap((area) => Object.entries<MistakeDefinition>(area)),
);

/**
 * Every mistake there is, by area. A strict verifier refuses each of them; a test that lets one pass should name it and say why.
 */
export const sigstoreMistakes: readonly MistakeInfo[] = (Object.keys(areas) as MistakeArea[]).flatMap((area) =>
  Object.entries<MistakeDefinition>(areas[area]).map(([name, { about, needs = {} }]) => {
    return { name: name as Mistake, area, about, needs };
  }),
);

/** How to make a mistake. */
export function mistakeNamed(name: Mistake): MistakeDefinition {
  const definition = definitions.get(name);
  if (definition === undefined) throw new Error(`there is no mistake "${name}"`);
  return definition;
}
