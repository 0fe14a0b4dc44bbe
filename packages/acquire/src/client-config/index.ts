export type {
  ClientConfiguration,
  ClientConfigurationOptions,
  ConfigurationDoubt,
  Credential,
  LockfileRemote,
  NetworkConfiguration,
} from './client-configuration.js';
export type { TlsSettings } from './tls-settings.js';
export { readClientConfiguration } from './read-client-configuration.js';
