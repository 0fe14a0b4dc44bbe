/** Of two lockfiles of one client in one folder, the client reads one. */

import type { Ecosystem, Gap } from '@assay/model';
import { basename, dirname, join } from 'node:path';

/** A lockfile and what reads it. */
interface Place {
  readonly path: string;
  readonly ecosystem: Ecosystem;
}

/** The lockfiles that count, and what is to be said about the others. */
interface Precedence<T extends Place> {
  readonly places: readonly T[];
  readonly gaps: readonly Gap[];
}

/**
 * Leaves out the lockfiles that their client ignores because it prefers one beside them that is read, too. Where the preferred one is
 * there and not read, what was read is not what is installed: a doubt.
 */
export async function inPrecedence<T extends Place>(
  places: readonly T[],
  exists: (path: string) => Promise<boolean>,
): Promise<Precedence<T>> {
  const read = new Set(places.map(({ path }) => join(path)));
  const kept: T[] = [];
  const gaps: Gap[] = [];
  for (const place of places) {
    const rival = rivalOf(place);
    if (rival !== null && read.has(rival)) {
      gaps.push(passedOver(place.path, basename(rival)));
      continue;
    }
    kept.push(place);
    if (rival !== null && (await exists(rival))) gaps.push(notPreferred(place.path, basename(rival)));
  }
  return { places: kept, gaps };
}

/** The path of the lockfile that the client would rather read; null when there is no such name. */
function rivalOf({ path, ecosystem }: Place): string | null {
  const name = basename(path);
  const preferred = ecosystem.preferredLockfiles ?? {};
  return Object.hasOwn(preferred, name) ? join(dirname(path), preferred[name] ?? '') : null;
}

function passedOver(lockfile: string, rival: string): Gap {
  const detail = `The client ignores this file, because ${rival} lies beside it: that was verified, and this was not. Remove the one that is not meant.`;
  return { lockfile, code: 'lockfile-passed-over', detail };
}

function notPreferred(lockfile: string, rival: string): Gap {
  const detail = `The client installs from ${rival} beside this file, which was not verified: name that one, or remove it.`;
  return { lockfile, code: 'lockfile-not-preferred', detail, doubt: true };
}
