/** The keys of one registry, imported once and kept. */

declare const compiled: unique symbol;

/** A registry's keys, ready to verify with. Opaque: only `readRegistryKeys` and `registryKeysOf` make one. */
export interface RegistryKeys {
  /** Ids of all keys, each once, in the order of the document. For people. */
  readonly ids: readonly string[];
  readonly [compiled]: true;
}
