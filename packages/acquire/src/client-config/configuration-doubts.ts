import type { RegistryTable } from '@assay/model';
import { relative, resolve, sep } from 'node:path';
import { bunDoubts } from './bun-doubts.js';
import { bundlerDoubts } from './bundler-doubts.js';
import type { Checkout } from './checkout.js';
import type { ClientConfigurationOptions, ConfigurationDoubt } from './client-configuration.js';
import { remotesOf } from './npm-client.js';
import { pnpmDoubts } from './pnpm-doubts.js';
import { yarnDoubts } from './yarn-doubts.js';
import { verifiedLockfiles } from './verified-lockfiles.js';

/**
 * What files of the checkout make Bundler, pnpm, Yarn and Bun install that the lockfiles that were read do not say. Only the files
 * beside such a lockfile are looked at, and only those of its own client.
 */
export async function configurationDoubts(
  options: ClientConfigurationOptions,
  checkout: Checkout,
  { registries }: RegistryTable,
): Promise<readonly ConfigurationDoubt[]> {
  const lockfiles = await verifiedLockfiles(options, checkout);
  const remotes = remotesOf(options, 'rubygems');
  const doubts = [
    ...(await bundlerDoubts({ env: options.env, checkout, lockfiles, remotes, registries })),
    ...(await pnpmDoubts({ checkout, lockfiles })),
    ...(await yarnDoubts({ checkout, lockfiles })),
    ...(await bunDoubts({ checkout, lockfiles })),
  ];
  const root = resolve(options.projectRoot);
  return doubts.map((doubt) => ({ ...doubt, file: relative(root, doubt.file).replaceAll(sep, '/') }));
}
