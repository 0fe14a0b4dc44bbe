import { hash } from 'node:crypto';
import { keyNamed, type MintedKey } from '../sigstore/minted-key.js';

/** One key of a registry, and when it counts. */
export interface RegistryKeyOptions {
  /** Keys of one name are the same key all through this process; `registry key 1`, `registry key 2` … when not given. */
  readonly name?: string;
  /** RFC 3339; long ago when not given. */
  readonly start?: string;
  /** RFC 3339; no end when not given. */
  readonly end?: string;
}

/** A key with which a registry signs. */
export interface RegistryKey {
  /** `SHA256:` and the key's SSH fingerprint, as npm has it. */
  readonly keyId: string;
  readonly key: MintedKey;
  readonly start: string;
  readonly end: string | null;
}

/** The keys of a package registry. */
export interface MintedRegistryKeys {
  /** In the order asked for; the last one is the one in use. */
  readonly keys: readonly RegistryKey[];
  /** As the TUF target `<host>/keys.json` has them: once for signatures, once for attestations. */
  tufTarget(): TufKeysJson;
  /** As the registry serves them at `/-/npm/v1/keys`. */
  registryForm(): RegistryKeysJson;
  /** Signs a release; with the last key when not told otherwise. */
  signRelease(release: SignedRelease, key?: RegistryKey): NpmSignature;
}

/** What a registry's signature is about. */
export interface SignedRelease {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}

/** One of `dist.signatures`. */
export type NpmSignature = { readonly keyid: string; readonly sig: string };

export type TufKeysJson = { readonly keys: readonly TufKeyJson[] };

type TufKeyJson = {
  readonly keyId: string;
  readonly keyUsage: string;
  readonly publicKey: {
    readonly rawBytes: string;
    readonly keyDetails: string;
    readonly validFor: { readonly start: string; readonly end?: string };
  };
};

export type RegistryKeysJson = { readonly keys: readonly RegistryKeyJson[] };

type RegistryKeyJson = {
  readonly expires: string | null;
  readonly keyid: string;
  readonly keytype: string;
  readonly scheme: string;
  readonly key: string;
};

/** Mints P-256 keys as npm's registry has; one without an end when not given. */
export function mintRegistryKeys(options: readonly RegistryKeyOptions[] = [{}]): MintedRegistryKeys {
  const keys = options.map(registryKey);
  return {
    keys,
    tufTarget: () => ({ keys: keys.flatMap(tufKeys) }),
    registryForm: () => ({ keys: keys.map(registryKeyJson) }),
    signRelease: (release, key = keys.at(-1)) => signWith(key, release),
  };
}

function registryKey(options: RegistryKeyOptions, index: number): RegistryKey {
  const { name = `registry key ${String(index + 1)}`, start = '1999-01-01T00:00:00.000Z', end = null } = options;
  const key = keyNamed(name);
  return { keyId: sshFingerprint(key), key, start, end };
}

/** ECDSA with SHA-256 over `name@version:integrity`. */
function signWith(signer: RegistryKey | undefined, { name, version, integrity }: SignedRelease): NpmSignature {
  if (signer === undefined) throw new Error('a registry without keys signs nothing');
  const signature = signer.key.sign(Buffer.from(`${name}@${version}:${integrity}`));
  return { keyid: signer.keyId, sig: Buffer.from(signature).toString('base64') };
}

function tufKeys({ keyId, key, start, end }: RegistryKey): readonly TufKeyJson[] {
  const validFor = end === null ? { start } : { start, end };
  const rawBytes = Buffer.from(key.spki).toString('base64');
  const publicKey = { rawBytes, keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor };
  return ['npm:signatures', 'npm:attestations'].map((keyUsage) => ({ keyId, keyUsage, publicKey }));
}

function registryKeyJson({ keyId, key, end }: RegistryKey): RegistryKeyJson {
  const scheme = 'ecdsa-sha2-nistp256';
  return { expires: end, keyid: keyId, keytype: scheme, scheme, key: Buffer.from(key.spki).toString('base64') };
}

/** SHA-256 of the key in SSH's wire form (RFC 5656 §3.1), base64 without padding. */
function sshFingerprint({ spki }: MintedKey): string {
  const point = spki.subarray(-65);
  const fields = [Buffer.from('ecdsa-sha2-nistp256'), Buffer.from('nistp256'), point].map(sshString);
  return `SHA256:${hash('sha256', Buffer.concat(fields), 'base64').replace(/=+$/, '')}`;
}

function sshString(bytes: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
