/** Packages of single platforms, for which a client records no digest: a lockfile may say so of any package. */

import type { SubjectFile } from '@assay/model';
import type { CheckContext } from './check.js';

/** What the registry says of the platforms for which, by the lockfile, there is no digest. */
export type PlatformCondition =
  /** There are pins, or there is no word of platforms: nothing excuses a pin that is missing. */
  | 'none'
  /** The registry says the same. */
  | 'stated'
  /** The registry says something else. */
  | 'denied'
  /** The registry was not asked, or gave no answer. */
  | 'unchecked';

/** Holds what the lockfile says of a file’s platforms against the registry’s own word. */
export function platformCondition({ release, subject }: CheckContext, file: SubjectFile): PlatformCondition {
  const { unpinnable } = file;
  if (unpinnable === undefined || file.pins.length + file.malformedPins.length > 0) return 'none';
  if (subject.source.kind !== 'registry' || release.state !== 'have') return 'unchecked';
  const { platforms = [], name } = release.value;
  return name === subject.name && platforms.includes(unpinnable) ? 'stated' : 'denied';
}

/** The code for a file that is locked without a digest. */
export function unpinnedCode(context: CheckContext, file: SubjectFile): 'conditional-no-pin' | 'no-pin' {
  return platformCondition(context, file) === 'stated' ? 'conditional-no-pin' : 'no-pin';
}
