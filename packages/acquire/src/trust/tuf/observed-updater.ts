/**
 * The one place that reaches into tuf-js. Its `Updater` takes the time from the system and turns most errors into texts; the set of
 * trusted metadata inside it knows both. A test holds what is relied on here.
 */

import { Updater, type UpdaterOptions } from 'tuf-js';
import { TrustedMetadataStore } from 'tuf-js/dist/store.js';

/** A step of the update that refused something. */
export interface ObservedError {
  /** What was being updated. */
  readonly step: 'root' | 'timestamp' | 'snapshot' | 'targets';
  readonly error: unknown;
}

/** An updater at a given time. */
export interface ObservedUpdater {
  readonly updater: Updater;
  /** What is trusted so far. */
  readonly trusted: TrustedMetadataStore;
  /** The error that the set of trusted metadata met in the last thing it was asked; null when that went well. */
  readonly lastError: () => ObservedError | null;
  /** Says that something else happened since: a file is being asked for. */
  readonly forget: () => void;
}

const steps = [
  ['updateRoot', 'root'],
  ['updateTimestamp', 'timestamp'],
  ['updateSnapshot', 'snapshot'],
  ['updateDelegatedTargets', 'targets'],
] as const;

/** Opens an updater that judges expiry at `at` (RFC 3339). Throws as tuf-js does for a root that does not sign itself. */
export function observeUpdater(options: UpdaterOptions, at: string): ObservedUpdater {
  const updater = new Updater(options);
  const trusted: unknown = Reflect.get(updater, 'trustedSet');
  if (!(trusted instanceof TrustedMetadataStore) || !(Reflect.get(trusted, 'referenceTime') instanceof Date)) {
    throw new TypeError('tuf-js is not the version that this was written for');
  }
  Reflect.set(trusted, 'referenceTime', new Date(at));
  let last: ObservedError | null = null;
  for (const [method, step] of steps) {
    const original = trusted[method].bind(trusted) as (...args: unknown[]) => unknown;
    Reflect.set(trusted, method, (...args: unknown[]) => {
      last = null;
      try {
        return original(...args);
      } catch (error) {
        last = { step, error };
        throw error;
      }
    });
  }
  return {
    updater,
    trusted,
    lastError: () => last,
    forget: () => {
      last = null;
    },
  };
}
