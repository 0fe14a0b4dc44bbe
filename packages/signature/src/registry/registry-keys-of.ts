import type { RegistryKeysCode } from '../codes/registry-codes.js';
import type { Checked, Refusal } from '../outcome.js';
import { compileKeys } from './compiled-keys.js';
import type { RegistryKeySpec } from './registry-key.js';
import type { RegistryKeys } from './registry-keys.js';

/**
 * Compiles a list of keys (a policy's, for a private registry). The whole list or nothing: one id names one key, with one validity
 * for each usage.
 */
export function registryKeysOf(list: readonly RegistryKeySpec[]): Checked<RegistryKeys> | Refusal<RegistryKeysCode> {
  return compileKeys(list, []);
}
