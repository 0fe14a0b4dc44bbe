import type { Ecosystem, EcosystemId } from '@assay/model';
import { composer } from './composer/index.js';
import { generic } from './generic/index.js';
import { npm } from './npm/index.js';
import { rubygems } from './rubygems/index.js';

/** All ecosystems, in the order in which they are tried. A new one is a folder and a line here. */
export const ecosystems: readonly Ecosystem[] = [npm, rubygems, composer, generic];

/** The ecosystem with this id, or null. */
export function ecosystemById(id: EcosystemId): Ecosystem | null {
  return ecosystems.find((ecosystem) => ecosystem.id === id) ?? null;
}

/** The ecosystem that reads lockfiles of this file name (without folders), or null. */
export function ecosystemByLockfileName(name: string): Ecosystem | null {
  return ecosystems.find((ecosystem) => ecosystem.lockfileNames.includes(name)) ?? null;
}

/** What to do about a lockfile of this name that is known and not read yet: one sentence, or null for any other file. */
export function unsupportedLockfileHint(name: string): string | null {
  for (const ecosystem of ecosystems) {
    if (Object.hasOwn(ecosystem.unsupportedLockfiles, name)) return ecosystem.unsupportedLockfiles[name] ?? null;
  }
  return null;
}
