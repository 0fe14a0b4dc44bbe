/** A TUF repository (specification 1.0, consistent snapshots) that can be published to, rotated, and made wrong in every way. */

import { createHash } from 'node:crypto';
import { canonicalTufJson, type TufJson } from './canonical-tuf-json.js';
import { mintTufKey, type TufKey } from './tuf-key.js';

/** The top-level roles. */
export type TufRole = 'root' | 'timestamp' | 'snapshot' | 'targets';

type Signed = Record<string, TufJson>;

/** A delegated role of the targets. */
export interface TufDelegation {
  readonly name: string;
  readonly keys: readonly TufKey[];
  /** Who signs instead of its keys. */
  readonly signers?: readonly TufKey[];
  readonly threshold?: number;
  /** Path patterns. */
  readonly paths: readonly string[];
  readonly targets: Readonly<Record<string, string>>;
  readonly expires?: string;
}

/** What a publication holds and what is wrong with it. Everything else is right. */
export interface TufPublication {
  /** Targets by name. */
  readonly targets?: Readonly<Record<string, string>>;
  readonly delegation?: TufDelegation;
  /** End of every role's metadata, by role; default: the repository's. */
  readonly expires?: Partial<Record<TufRole, string>>;
  /** Who signs instead of the role's keys. */
  readonly signers?: Partial<Record<TufRole, readonly TufKey[]>>;
  /** Changes the signed part before it is signed. */
  readonly edit?: Partial<Record<TufRole, (signed: Signed) => void>>;
  /** Versions instead of the next ones. */
  readonly versions?: Partial<Record<TufRole, number>>;
}

/** New keys for some roles, in a new root. */
export interface TufRotation extends Pick<TufPublication, 'edit' | 'signers' | 'expires' | 'versions'> {
  readonly keys?: Partial<Record<TufRole, readonly TufKey[]>>;
  readonly thresholds?: Partial<Record<TufRole, number>>;
}

/** How the repository begins. */
export interface TufRepositoryOptions extends TufPublication {
  /** RFC 3339 end of all metadata. */
  readonly until: string;
  readonly keys?: Partial<Record<TufRole, readonly TufKey[]>>;
  readonly thresholds?: Partial<Record<TufRole, number>>;
}

/** A repository and its files. */
export interface MintedTufRepository {
  /** What a mirror serves: path without leading slash → bytes. Tests may change it. */
  readonly files: Map<string, Uint8Array>;
  /** The newest root metadata. */
  root(): string;
  /** Publishes targets, snapshot and timestamp with the next versions. */
  publish(publication?: TufPublication): void;
  /** Publishes a new root, signed by the old keys and the new ones. */
  rotate(rotation?: TufRotation): void;
  readonly keys: Readonly<Record<TufRole, readonly TufKey[]>>;
}

/** Mints a repository with a first root and a first publication. */
export function mintTufRepository(options: TufRepositoryOptions): MintedTufRepository {
  const repository = new Repository(options);
  repository.rotate(options);
  repository.publish(options);
  return repository;
}

class Repository implements MintedTufRepository {
  readonly files = new Map<string, Uint8Array>();
  keys: Record<TufRole, readonly TufKey[]>;
  #thresholds: Record<TufRole, number>;
  readonly #until: string;
  readonly #versions: Record<string, number> = { root: 0, timestamp: 0, snapshot: 0, targets: 0 };
  #root = '';

  constructor({ until, keys, thresholds }: TufRepositoryOptions) {
    this.#until = until;
    const fresh = () => [mintTufKey('ecdsa')];
    this.keys = { root: fresh(), timestamp: [mintTufKey()], snapshot: [mintTufKey()], targets: fresh(), ...keys };
    this.#thresholds = { root: 1, timestamp: 1, snapshot: 1, targets: 1, ...thresholds };
  }

  root(): string {
    return this.#root;
  }

  rotate(rotation: TufRotation = {}): void {
    const before = this.#root === '' ? [] : this.keys.root;
    this.keys = { ...this.keys, ...rotation.keys };
    this.#thresholds = { ...this.#thresholds, ...rotation.thresholds };
    const all = Object.values(this.keys).flat();
    const signed = this.#signed('root', rotation, {
      consistent_snapshot: true,
      keys: Object.fromEntries(all.map(({ id, json }) => [id, json])),
      roles: Object.fromEntries(
        Object.entries(this.keys).map(([role, keys]) => [role, roleJson(keys, this.#thresholds[role as TufRole])]),
      ),
    });
    const signers = rotation.signers?.root ?? [
      ...new Map([...before, ...this.keys.root].map((key) => [key.id, key])).values(),
    ];
    const bytes = metadata(signed, signers);
    this.#root = new TextDecoder().decode(bytes);
    this.files.set(`${versionOf(signed)}.root.json`, bytes);
  }

  publish(publication: TufPublication = {}): void {
    const meta: Record<string, TufJson> = {};
    const { delegation } = publication;
    if (delegation !== undefined) meta[`${delegation.name}.json`] = this.#delegated(delegation);
    const targets = this.#signed('targets', publication, {
      targets: this.#targets(publication.targets ?? {}),
      ...(delegation === undefined ? {} : { delegations: delegations(delegation) }),
    });
    meta['targets.json'] = this.#put(
      `${versionOf(targets)}.targets.json`,
      targets,
      this.#signers('targets', publication),
    );
    const snapshot = this.#signed('snapshot', publication, { meta });
    const entry = this.#put(`${versionOf(snapshot)}.snapshot.json`, snapshot, this.#signers('snapshot', publication));
    const timestamp = this.#signed('timestamp', publication, { meta: { 'snapshot.json': entry } });
    this.#put('timestamp.json', timestamp, this.#signers('timestamp', publication));
  }

  #signers(role: TufRole, { signers }: TufPublication): readonly TufKey[] {
    return signers?.[role] ?? this.keys[role];
  }

  #signed(role: TufRole, { edit, expires, versions }: TufPublication, content: Signed): Signed {
    const version = versions?.[role] ?? (this.#versions[role] ?? 0) + 1;
    this.#versions[role] = version;
    const signed: Signed = {
      _type: role,
      spec_version: '1.0.31',
      version,
      expires: expires?.[role] ?? this.#until,
      ...content,
    };
    edit?.[role]?.(signed);
    return signed;
  }

  #put(path: string, signed: Signed, signers: readonly TufKey[]): { [name: string]: TufJson } {
    const bytes = metadata(signed, signers);
    this.files.set(path, bytes);
    return { version: Number(versionOf(signed)), length: bytes.length, hashes: { sha256: sha256(bytes) } };
  }

  #targets(targets: Readonly<Record<string, string>>): Signed {
    return Object.fromEntries(
      Object.entries(targets).map(([name, text]) => {
        const bytes = new TextEncoder().encode(text);
        this.files.set(targetPath(name, bytes), bytes);
        return [name, { length: bytes.length, hashes: { sha256: sha256(bytes) } }];
      }),
    );
  }

  #delegated({ name, keys, signers = keys, targets, expires }: TufDelegation): TufJson {
    const version = (this.#versions[`delegated ${name}`] ?? 0) + 1;
    this.#versions[`delegated ${name}`] = version;
    const signed: Signed = {
      _type: 'targets',
      spec_version: '1.0.31',
      version,
      expires: expires ?? this.#until,
      targets: this.#targets(targets),
    };
    return this.#put(`${String(version)}.${encodeURIComponent(name)}.json`, signed, signers);
  }
}

/** Where a mirror keeps a target with these bytes. */
export function targetPath(name: string, bytes: Uint8Array): string {
  const at = name.lastIndexOf('/') + 1;
  return `targets/${name.slice(0, at)}${sha256(bytes)}.${name.slice(at)}`;
}

function metadata(signed: Signed, signers: readonly TufKey[]): Uint8Array {
  const bytes = new TextEncoder().encode(canonicalTufJson(signed));
  const signatures = signers.map((key) => ({ keyid: key.id, sig: key.sign(bytes) }));
  return new TextEncoder().encode(JSON.stringify({ signatures, signed }, null, 1));
}

function versionOf({ version }: Signed): string {
  return typeof version === 'number' ? String(version) : '';
}

function roleJson(keys: readonly TufKey[], threshold: number): Signed {
  return { keyids: keys.map(({ id }) => id), threshold };
}

function delegations({ name, keys, threshold, paths }: TufDelegation): Signed {
  return {
    keys: Object.fromEntries(keys.map(({ id, json }) => [id, json])),
    roles: [{ name, ...roleJson(keys, threshold ?? 1), terminating: true, paths: [...paths] }],
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
