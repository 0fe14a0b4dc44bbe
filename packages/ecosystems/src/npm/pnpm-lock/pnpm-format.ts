import { asText, type DocMap } from '@assay/documents';
import {
  parseDependencyPath,
  parseSnapshotKey,
  referredKey,
  type DependencyPath,
  type SnapshotKey,
} from './dependency-path.js';
import {
  isPatchedKey,
  oldReferredKey,
  parseOldPath,
  withoutKeyCredentials,
  type OldSeparator,
} from './old-dependency-path.js';

/** How a lockfileVersion writes down what it locks. */
export interface PnpmFormat {
  /** The section whose entries depend on each other: in 5 and 6 the packages themselves, once for each way their peers were resolved. */
  readonly section: 'packages' | 'snapshots';
  /** The package that a key of that section stands for. */
  readonly snapshotKey: (key: string, meta: DocMap | undefined) => SnapshotKey;
  /** Takes a key of `packages` apart; null when it names no package. */
  readonly path: (key: string, meta: DocMap | undefined) => DependencyPath | null;
  /** The key in that section that a dependency named `alias` refers to; null for links, which are folders. */
  readonly referredKey: (alias: string, reference: string) => string | null;
  /** A key as it may be shown. */
  readonly shownKey: (key: string) => string;
}

const current: PnpmFormat = {
  section: 'snapshots',
  snapshotKey: parseSnapshotKey,
  path: parseDependencyPath,
  referredKey,
  shownKey: (key) => key,
};

/** The formats that are read, by the major number of their lockfileVersion. */
const formats: ReadonlyMap<string, PnpmFormat> = new Map([
  ['5', oldFormat('/')],
  ['6', oldFormat('@')],
  ['9', current],
]);

/**
 * The format of a lockfileVersion; null when it is not read. 5.1 to 5.4 are of pnpm 3 to 7 (the suffix is of an experiment in pnpm 7,
 * which writes specifiers as 6 does), 6.0 and 6.1 of pnpm 8, 9 of all since.
 */
export function pnpmFormat(version: string): PnpmFormat | null {
  const isKnown = /^(?:5\.[1-4](?:-inlineSpecifiers)?|6\.[01]|9(?:\.[0-9]{1,3})?)$/.test(version);
  return isKnown ? (formats.get(version.charAt(0)) ?? null) : null;
}

function oldFormat(separator: OldSeparator): PnpmFormat {
  return {
    section: 'packages',
    snapshotKey: (key, meta) => ({ id: key, isPatched: isPatchedKey(key) || asText(meta?.get('patched')) === 'true' }),
    path: (key, meta) => parseOldPath(key, meta, separator),
    referredKey: (alias, reference) => oldReferredKey(alias, reference, separator),
    shownKey: withoutKeyCredentials,
  };
}
