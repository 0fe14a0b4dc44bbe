/** Profiles that come with Assay. */

import type { Readers } from '../vocabulary.js';
import type { LicenseProfile } from './license-profile.js';
import { parseLicenseProfile } from './parse-license-profile.js';
import { avo } from './profiles/avo.js';
import { fontawesome } from './profiles/fontawesome.js';
import { genericComposer, genericFile, genericGem, genericNpm } from './profiles/generic.js';
import { graphqlPro } from './profiles/graphql-pro.js';
import { karafka } from './profiles/karafka.js';
import { sidekiqEnt, sidekiqPro } from './profiles/sidekiq.js';
import { tiptap } from './profiles/tiptap.js';

/** By id: the text of a profile's file. */
const texts: ReadonlyMap<string, string> = new Map([
  ['karafka', karafka],
  ['sidekiq-pro', sidekiqPro],
  ['sidekiq-ent', sidekiqEnt],
  ['graphql-pro', graphqlPro],
  ['avo', avo],
  ['fontawesome', fontawesome],
  ['tiptap', tiptap],
  ['generic-gem', genericGem],
  ['generic-npm', genericNpm],
  ['generic-composer', genericComposer],
  ['generic-file', genericFile],
]);

/** Ids of the profiles that come with Assay. */
export const licenseProfileIds: readonly string[] = [...texts.keys()];

/** The text of a built-in profile's file, to start from; null where there is none of this name. */
export function licenseProfileText(id: string): string | null {
  return texts.get(id) ?? null;
}

/** Read once for each set of readers, and only those that are named. */
const parsed = new WeakMap<Readers, Map<string, LicenseProfile>>();

/** A built-in profile; null where there is none of this name. */
export function builtInProfile(id: string, readers: Readers): LicenseProfile | null {
  const text = licenseProfileText(id);
  if (text === null) return null;
  const known = parsed.get(readers) ?? new Map<string, LicenseProfile>();
  parsed.set(readers, known);
  const profile =
    known.get(id) ?? parseLicenseProfile({ bytes: new TextEncoder().encode(text), file: `(built in) ${id}`, readers });
  known.set(id, profile);
  return profile;
}
