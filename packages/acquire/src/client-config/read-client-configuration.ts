import { dirname } from 'node:path';
import { configurationDoubts } from './configuration-doubts.js';
import { openProjectCheckout } from './checkouts.js';
import type { ClientConfiguration, ClientConfigurationOptions } from './client-configuration.js';
import { credentialLookup } from './credential-lookup.js';
import { newJournal } from './journal.js';
import { networkConfiguration } from './network-configuration.js';
import { readNpmClient } from './npm-client.js';
import { environmentProxies } from './proxy-rules.js';
import { registryTable } from './registry-table.js';
import { readRubygemsClient } from './rubygems-client.js';

/**
 * Reads npm's, pnpm's, Bundler's and RubyGems' configuration under the trust rule: what the user, the machine and the
 * environment say is trusted; what the checkout says is a proposal of registries and nothing else.
 *
 * Reads files; sends nothing, and starts no program. Throws AssayError ERR_CONFIG, with file and line where there is one,
 * when the user's own configuration cannot be read or names a registry that is none.
 */
export async function readClientConfiguration(options: ClientConfigurationOptions): Promise<ClientConfiguration> {
  const journal = newJournal();
  const { projectRoot, cwd, lockfiles } = options;
  const checkout = await openProjectCheckout({
    projectRoot,
    ...(cwd === undefined ? {} : { cwd }),
    ...(lockfiles === undefined ? {} : { folders: lockfiles.map((path) => dirname(path)) }),
  });
  const context = { options, checkout, environmentProxies: environmentProxies(options.env, journal), journal };
  const npm = await readNpmClient(context);
  const rubygems = await readRubygemsClient(context);
  const registries = registryTable(
    [...options.policyRegistries, ...[...npm.trusted, ...rubygems.trusted].map(({ registry }) => registry)],
    [...npm.proposals, ...rubygems.proposals],
  );
  return {
    registries,
    credentialFor: credentialLookup(registries, npm, rubygems),
    network: networkConfiguration(registries, npm, rubygems),
    secrets: journal.secrets,
    notes: journal.notes,
    doubts: await configurationDoubts(options, checkout, registries),
  };
}
