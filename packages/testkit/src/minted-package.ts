import { createHash, hash } from 'node:crypto';
import { gemFullName, mintGem, type GemOptions } from './mint-gem.js';
import { mintTarball, packageManifest, type TarballOptions } from './mint-tarball.js';

/** An npm package version with its bytes and what a registry would say about them. */
export interface MintedPackage {
  readonly name: string;
  readonly version: string;
  /** `left-pad-1.3.0.tgz`: the last segment of the registry's tarball URL. */
  readonly fileName: string;
  /** The package.json inside. */
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly bytes: Uint8Array;
  /** Subresource Integrity with SHA-512, as npm writes it. */
  readonly integrity: string;
  /** SHA-1 in hex, as old registries state it. */
  readonly shasum: string;
}

/** A gem with its bytes and what a registry would say about them. */
export interface MintedGem {
  readonly name: string;
  readonly version: string;
  readonly platform?: string;
  /** `rack-3.0.8.gem`. */
  readonly fileName: string;
  readonly dependencies: NonNullable<GemOptions['dependencies']>;
  readonly bytes: Uint8Array;
  /** SHA-256 in lowercase hex. */
  readonly sha256: string;
}

/** Mints a tarball together with its registry facts. `bytes` replaces the tarball (a hostile one, say). */
export function mintPackage(options: TarballOptions & { readonly bytes?: Uint8Array }): MintedPackage {
  const bytes = options.bytes ?? mintTarball(options);
  return {
    name: options.name,
    version: options.version,
    fileName: `${baseName(options.name)}-${options.version}.tgz`,
    manifest: packageManifest(options),
    bytes,
    integrity: sri('sha512', bytes),
    shasum: hash('sha1', bytes, 'hex'),
  };
}

/** Mints a gem together with its registry facts. `bytes` replaces the archive. */
export function mintGemRelease(options: GemOptions & { readonly bytes?: Uint8Array }): MintedGem {
  const bytes = options.bytes ?? mintGem(options);
  return {
    name: options.name,
    version: options.version,
    ...(options.platform === undefined ? {} : { platform: options.platform }),
    fileName: `${gemFullName(options)}.gem`,
    dependencies: options.dependencies ?? [],
    bytes,
    sha256: hash('sha256', bytes, 'hex'),
  };
}

/** `alg-base64` over the bytes (W3C Subresource Integrity). */
export function sri(alg: 'sha1' | 'sha256' | 'sha384' | 'sha512', bytes: Uint8Array): string {
  return `${alg}-${createHash(alg).update(bytes).digest('base64')}`;
}

/** A package's name without its scope. */
export function baseName(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}
