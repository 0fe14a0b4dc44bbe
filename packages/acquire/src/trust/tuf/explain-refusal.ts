/** What tuf-js refused, as a code of ours. */

import { LengthOrHashMismatchError, UnsignedMetadataError } from '@tufjs/models/dist/error.js';
import { BadVersionError, ExpiredMetadataError, RepositoryError } from 'tuf-js/dist/error.js';
import type { ObservedError } from './observed-updater.js';
import { TufFailure } from './tuf-failure.js';

/** The failure that an error in this step is. Errors of no known class mean metadata that is not what it should be. */
export function explainRefusal({ step, error }: ObservedError): TufFailure {
  if (error instanceof TufFailure) return error;
  const message = error instanceof Error ? error.message : '';
  if (error instanceof UnsignedMetadataError) return threshold(message);
  if (error instanceof ExpiredMetadataError) return expired(step, message);
  if (error instanceof LengthOrHashMismatchError) return mixed(step);
  if (error instanceof BadVersionError) return badVersion(step, message);
  if (step === 'snapshot' && error instanceof RepositoryError) {
    return new TufFailure('tuf-rollback', 'The new snapshot leaves out metadata that an earlier one named.');
  }
  return new TufFailure('tuf-malformed', `The ${step} metadata is not what it should be: ${message}.`);
}

function threshold(message: string): TufFailure {
  return new TufFailure('tuf-threshold', `Too few of the right keys signed: ${message}.`);
}

/** Later roles look at earlier ones again; tuf-js names the file that it found expired. */
function expired(step: ObservedError['step'], message: string): TufFailure {
  if (message.includes('root.json')) return new TufFailure('tuf-root-expired', 'The newest root metadata has expired.');
  if (message.includes('timestamp.json')) {
    return new TufFailure(
      'tuf-timestamp-expired',
      'The timestamp metadata has expired: newer state is being held back, or the clock is wrong.',
    );
  }
  if (step !== 'targets' || message.includes('snapshot.json')) {
    return new TufFailure('tuf-snapshot-expired', 'The snapshot metadata has expired.');
  }
  return new TufFailure('tuf-targets-expired', 'The targets metadata has expired.');
}

function mixed(step: ObservedError['step']): TufFailure {
  const pinnedBy = step === 'snapshot' ? 'timestamp' : 'snapshot';
  return new TufFailure(
    'tuf-mix-and-match',
    `The ${step} metadata is not the one that the ${pinnedBy} names (length or hash).`,
  );
}

function badVersion(step: ObservedError['step'], message: string): TufFailure {
  if (step === 'root') {
    return new TufFailure('tuf-root-chain', `The chain of root metadata is broken: ${message}.`);
  }
  const isOther = step === 'targets' || message.includes("doesn't match timestamp");
  if (isOther)
    return new TufFailure('tuf-mix-and-match', `The ${step} metadata has another version than was announced.`);
  return new TufFailure('tuf-rollback', `The mirror offers an older state than one already seen: ${message}.`);
}
