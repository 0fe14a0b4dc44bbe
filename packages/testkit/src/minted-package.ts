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
  /** What a registry states in `dist`, over the right values: a lie, or a signature. */
  readonly dist?: Readonly<Record<string, unknown>>;
  /** Attestations that the registry holds for this version; the manifest says where. */
  readonly attestations?: readonly ServedAttestation[];
  /** When the packument says it was published, RFC 3339; a fixed day when not given. */
  readonly publishedAt?: string;
  /** The packument does not say when it was published. */
  readonly untimed?: true;
  /** What the registry's manifest says over that of the archive: `deprecated`, other scripts, a lie. */
  readonly listed?: Readonly<Record<string, unknown>>;
  /** The registry had it once: of the version, its publish time alone is left. */
  readonly unpublished?: true;
}

/** An attestation as an npm registry serves it. */
export interface ServedAttestation {
  readonly predicateType: string;
  /** A Sigstore bundle, or a lie. */
  readonly bundle: unknown;
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
  /** What a registry states instead: a lie. */
  readonly statedSha256?: string;
  /** Sigstore bundles that the server holds for this gem, or lies; none when not given. Null: it has no such answer (404). */
  readonly attestations?: readonly unknown[] | null;
  /** When the list of versions says it was published, RFC 3339; a fixed day when not given. Null: it does not say so. */
  readonly publishedAt?: string | null;
  /** It is listed nowhere any more, and can still be downloaded. */
  readonly yanked?: true;
}

/** A tarball, and what may differ from it in the registry. */
export interface PackageOptions extends TarballOptions {
  /** Replaces the tarball by other bytes (a hostile archive); digests are of these. */
  readonly bytes?: Uint8Array;
  readonly dist?: MintedPackage['dist'];
  readonly attestations?: MintedPackage['attestations'];
  readonly publishedAt?: MintedPackage['publishedAt'];
  readonly listed?: MintedPackage['listed'];
  readonly unpublished?: true;
}

/** A gem, and what may differ from it in the registry. */
export interface GemReleaseOptions extends GemOptions {
  /** Replaces the archive by other bytes; the digest is of these. */
  readonly bytes?: Uint8Array;
  readonly statedSha256?: string;
  readonly attestations?: MintedGem['attestations'];
  readonly publishedAt?: MintedGem['publishedAt'];
  readonly yanked?: true;
}

/** Mints a tarball together with its registry facts. */
export function mintPackage(options: PackageOptions): MintedPackage {
  const { name, version, dist, attestations, publishedAt, listed, unpublished } = options;
  const { bytes = mintTarball(options) } = options;
  return {
    name,
    version,
    fileName: `${baseName(name)}-${version}.tgz`,
    manifest: packageManifest(options),
    bytes,
    integrity: sri('sha512', bytes),
    shasum: hash('sha1', bytes, 'hex'),
    ...(dist === undefined ? {} : { dist }),
    ...(attestations === undefined ? {} : { attestations }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(listed === undefined ? {} : { listed }),
    ...(unpublished === undefined ? {} : { unpublished }),
  };
}

/** Mints a gem together with its registry facts. */
export function mintGemRelease(options: GemReleaseOptions): MintedGem {
  const { name, version, platform, dependencies = [], statedSha256, attestations, publishedAt, yanked } = options;
  const { bytes = mintGem(options) } = options;
  return {
    name,
    version,
    ...(platform === undefined ? {} : { platform }),
    fileName: `${gemFullName(options)}.gem`,
    dependencies,
    bytes,
    sha256: hash('sha256', bytes, 'hex'),
    ...(statedSha256 === undefined ? {} : { statedSha256 }),
    ...(attestations === undefined ? {} : { attestations }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(yanked === undefined ? {} : { yanked }),
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
