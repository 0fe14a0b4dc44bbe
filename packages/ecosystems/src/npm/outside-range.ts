import type { Gap } from '@assay/model';
import { shown } from './shown.js';

/** A dependency that is locked in a version that its specifier does not allow: a lockfile that was changed by hand locks what nobody asked for. */
export interface OutsideRange {
  /** Who needs it, as the lockfile names it. */
  readonly from: string;
  readonly name: string;
  readonly specifier: string;
  readonly version: string;
  readonly line: number;
}

/** What is said of it. */
export function outsideRangeGap({ from, name, specifier, version, line }: OutsideRange): Omit<Gap, 'lockfile'> {
  const detail = `${shown(from)} needs ${shown(`${name}@${specifier}`)} and gets version ${shown(version)}, which that does not allow.`;
  return { code: 'version-outside-range', line, detail };
}
