import { findProjectLockfiles } from '@assay/verifier';
import type { Inputs } from '../inputs/read-inputs.js';

/** What is to be verified. */
export interface FoundPaths {
  readonly paths: readonly string[];
  /** One sentence each, for people. */
  readonly notes: readonly string[];
  /** Where no lockfile was found: where it was looked, as the sentence of the step. */
  readonly nowhere?: string;
}

/** So many lockfiles are taken without being asked for; more look like somebody's fixtures. */
const most = 50;
/** So many that are passed over are named. */
const mostNamed = 3;

/**
 * The paths that inputs name. Without any: the workspace's root, as the command line has it; and where that holds no lockfile, those of
 * its subfolders. Lockfiles that are passed over are told.
 */
export async function findPaths(inputs: Inputs): Promise<FoundPaths> {
  const named = inputs.list('paths');
  if (named.length > 0) return { paths: named, notes: [] };
  const { lockfiles, cutShort } = await findProjectLockfiles('.');
  const atRoot = lockfiles.filter((path) => !/[\\/]/.test(path));
  if (atRoot.length > 0) return { paths: ['.'], notes: passedOver(lockfiles.filter((path) => !atRoot.includes(path))) };
  if (lockfiles.length === 0) return { paths: ['.'], notes: [], nowhere: looked(cutShort) };
  const rest = lockfiles.length - most;
  return { paths: lockfiles.slice(0, most), notes: rest > 0 || cutShort ? [tooMany(cutShort)] : [] };
}

function passedOver(lockfiles: readonly string[]): readonly string[] {
  if (lockfiles.length === 0) return [];
  const some = lockfiles.length === 1 ? 'One lockfile' : `${String(lockfiles.length)} lockfiles`;
  const more = lockfiles.length > mostNamed ? ', …' : '';
  const named = `${lockfiles.slice(0, mostNamed).join(', ')}${more}`;
  return [
    `${some} in subfolders not looked at (${named}): name what is to be verified in \`paths\`, the root’s as well.`,
  ];
}

function looked(cutShort: boolean): string {
  const end = cutShort ? ', until there were too many' : '';
  return `no lockfile was found in the workspace or its subfolders (six levels${end}); is the repository checked out before this step?`;
}

function tooMany(cutShort: boolean): string {
  const end = cutShort ? ', and the search ended at its bounds' : '';
  return `There are more than ${String(most)} lockfiles in subfolders${end}: name those that count in \`paths\`.`;
}
