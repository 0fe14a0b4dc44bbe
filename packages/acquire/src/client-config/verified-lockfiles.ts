/** Which lockfiles a run has read: the clients' settings beside them may lead a client to others. */

import { basename, dirname, join, resolve } from 'node:path';
import type { Checkout } from './checkout.js';
import type { ClientConfigurationOptions } from './client-configuration.js';

/** Absolute paths. */
export type VerifiedLockfiles = ReadonlySet<string>;

const names: readonly string[] = ['Gemfile.lock', 'gems.locked', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'];

/** The lockfiles of which the caller says that they were read; without its word, those at the checkout's root. */
export async function verifiedLockfiles(
  { lockfiles, projectRoot }: ClientConfigurationOptions,
  checkout: Checkout,
): Promise<VerifiedLockfiles> {
  if (lockfiles !== undefined) return new Set(lockfiles.map((path) => resolve(path)));
  const present: string[] = [];
  for (const name of names) if (await checkout.has(name)) present.push(join(resolve(projectRoot), name));
  return new Set(present);
}

/** The folders in which a lockfile of one of these names was read, each once. */
export function foldersOf(lockfiles: VerifiedLockfiles, named: readonly string[]): readonly string[] {
  return [...new Set([...lockfiles].filter((path) => named.includes(basename(path))).map((path) => dirname(path)))];
}
