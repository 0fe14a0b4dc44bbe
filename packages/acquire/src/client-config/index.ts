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
export { bundlerVariableOf } from './bundler-variable.js';
export type { CredentialProblem } from './credential-problem.js';
export { readLicenseCredentials } from './license-credentials.js';
export type { LicenseCredentialOptions, LicenseCredentials } from './license-credentials.js';
