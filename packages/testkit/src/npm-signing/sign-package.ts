import type { MintedPackage } from '../minted-package.js';
import type { MintedRegistryKeys, RegistryKey } from './registry-keys.js';

/** With what a registry signs a package. */
export interface PackageSigning {
  /** These keys, one signature each; the one in use when not given. */
  readonly with?: readonly RegistryKey[];
  /** Signs this integrity instead of the package's: a lie. */
  readonly integrity?: string;
  readonly name?: string;
  readonly version?: string;
}

/** The package with `dist.signatures` by the registry's keys. */
export function signPackage(
  minted: MintedPackage,
  registry: MintedRegistryKeys,
  signing: PackageSigning = {},
): MintedPackage {
  const { with: keys = registry.keys.slice(-1), ...lies } = signing;
  const { name, version, integrity, dist } = minted;
  const signatures = keys.map((key) => registry.signRelease({ name, version, integrity, ...lies }, key));
  return { ...minted, dist: { ...dist, signatures } };
}
