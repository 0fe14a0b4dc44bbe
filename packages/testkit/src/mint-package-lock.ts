import type { MintedPackage } from './minted-package.js';
import type { MintedProject } from './minted-project.js';
import { installName, installPath, tarballUrl, type NpmLockEntry, type NpmLockPlace } from './npm-lock-entry.js';

/** What the lockfile of an npm project should hold. */
export interface PackageLockOptions {
  readonly entries: readonly NpmLockEntry[];
  /** Base URL of the registry, ending with `/`: what `resolved` is built from. */
  readonly registry: string;
  /** 3 when not given; 2 also holds the older `dependencies` tree, 1 that alone, as npm 5 and 6 write it. */
  readonly lockfileVersion?: 1 | 2 | 3;
  /** `package-lock.json` when not given. */
  readonly fileName?: 'package-lock.json' | 'npm-shrinkwrap.json';
  readonly project?: { readonly name: string; readonly version: string };
  /** Leaves `resolved` out of registry entries, as npm does with `omit-lockfile-registry-resolved`. */
  readonly omitResolved?: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** Writes a package-lock.json, the package.json that matches it, and every folder and archive of the project it names. */
export function mintPackageLock(options: PackageLockOptions): MintedProject {
  const { entries, lockfileVersion = 3, fileName = 'package-lock.json' } = options;
  const { project = { name: 'minted-project', version: '1.0.0' } } = options;
  const root = { ...project, ...rootDependencies(entries) };
  const pairs = entries.flatMap((entry) => lockEntries(entry, options));
  const lock = {
    ...project,
    lockfileVersion,
    requires: true,
    ...(lockfileVersion === 1
      ? {}
      : { packages: Object.fromEntries([['', root], ...pairs.sort(([a], [b]) => (a < b ? -1 : 1))]) }),
    ...(lockfileVersion === 3
      ? {}
      : { dependencies: legacyTree(lockfileVersion === 1 ? placed(pairs, entries) : pairs, '') }),
  };
  const text = json(lock);
  return {
    lockfile: fileName,
    text,
    files: { 'package.json': json(root), [fileName]: text, ...projectFiles(entries) },
  };
}

function lockEntries(entry: NpmLockEntry, options: PackageLockOptions): readonly [string, Fields][] {
  const at = installPath(entry);
  if (entry.kind === 'raw') return [[at, entry.value as Fields]];
  if (entry.kind !== 'link') return [[at, compact({ ...packageFields(entry, at, options), ...entry.fields })]];
  const link = { resolved: entry.resolved ?? entry.folder, link: true, ...scopeFlag(entry), ...entry.fields };
  return [
    [at, link],
    [entry.folder, compact({ ...identity(entry.package, entry.folder), ...scopeFlag(entry) })],
  ];
}

function packageFields(
  entry: Exclude<NpmLockEntry, { kind: 'raw' | 'link' }>,
  at: string,
  options: PackageLockOptions,
): Fields {
  return {
    ...identity(entry.package, at),
    resolved: overridden(entry.resolved, resolvedOf(entry, options)),
    integrity: overridden(
      entry.integrity,
      entry.kind === 'git' || entry.kind === 'bundled' ? null : entry.package.integrity,
    ),
    ...(entry.kind === 'bundled' ? { inBundle: true } : {}),
    ...scopeFlag(entry),
    ...dependencyFields(entry.package.manifest),
  };
}

function resolvedOf(
  entry: Exclude<NpmLockEntry, { kind: 'raw' | 'link' }>,
  options: PackageLockOptions,
): string | null {
  switch (entry.kind) {
    case 'registry':
      return options.omitResolved === true ? null : tarballUrl(options.registry, entry.package);
    case 'url':
      return entry.url;
    case 'archive':
      return `file:${entry.path}`;
    case 'git':
      return `${entry.url}#${entry.commit}`;
    case 'bundled':
      return null;
  }
}

/** npm writes `name` only where the install path does not already say it. */
function identity({ name, version }: MintedPackage, at: string): Fields {
  return { ...(installName(at) === name ? {} : { name }), version };
}

function scopeFlag({ scope }: NpmLockPlace): Fields {
  return scope === undefined ? {} : { [scope]: true };
}

const dependencyKeys = [
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'bin',
  'engines',
  'os',
  'cpu',
  'libc',
];

function dependencyFields(manifest: Fields): Fields {
  return Object.fromEntries(Object.entries(manifest).filter(([key]) => dependencyKeys.includes(key)));
}

/** The project's own dependencies: every entry directly below its `node_modules` that no other installed package names. */
function rootDependencies(entries: readonly NpmLockEntry[]): Fields {
  const named = new Set(
    entries.flatMap((entry) => (entry.kind === 'raw' ? [] : dependencyNames(entry.package.manifest))),
  );
  const groups = new Map<string, [string, string][]>();
  for (const entry of entries) {
    const at = installPath(entry);
    const name = installName(at);
    if (entry.kind === 'raw' || at !== `node_modules/${name}` || named.has(name)) continue;
    const key = rootGroup(entry);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push([name, specifier(entry, name)]);
  }
  return Object.fromEntries([...groups].map(([key, pairs]) => [key, Object.fromEntries(pairs)]));
}

function dependencyNames(manifest: Fields): readonly string[] {
  return ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((key) =>
    Object.keys(manifest[key] ?? {}),
  );
}

function rootGroup({ scope }: NpmLockPlace): string {
  if (scope === 'dev') return 'devDependencies';
  if (scope === 'optional' || scope === 'devOptional') return 'optionalDependencies';
  return scope === 'peer' ? 'peerDependencies' : 'dependencies';
}

function specifier(entry: Exclude<NpmLockEntry, { kind: 'raw' }>, name: string): string {
  switch (entry.kind) {
    case 'url':
      return entry.url;
    case 'archive':
      return `file:${entry.path}`;
    case 'git':
      return `${entry.url}#${entry.commit}`;
    case 'link':
      return `file:${entry.folder}`;
    case 'registry':
    case 'bundled': {
      const { version } = entry.package;
      return name === entry.package.name ? version : `npm:${entry.package.name}@${version}`;
    }
  }
}

/** The `dependencies` tree of lockfile version 2, for npm 6: nested by install path. */
function legacyTree(pairs: readonly (readonly [string, Fields])[], under: string): Fields {
  const prefix = `${under}node_modules/`;
  const here = pairs.filter(([at]) => at.startsWith(prefix) && !at.slice(prefix.length).includes('node_modules/'));
  return Object.fromEntries(
    here.map(([at, fields]) => {
      const inner = legacyTree(pairs, `${at}/`);
      const nested = Object.keys(inner).length === 0 ? {} : { dependencies: inner };
      return [at.slice(prefix.length), { ...legacyFields(fields), ...nested }];
    }),
  );
}

/** npm 5 and 6 state no version of what does not come from a registry: the place stands instead. */
function placed(
  pairs: readonly (readonly [string, Fields])[],
  entries: readonly NpmLockEntry[],
): readonly (readonly [string, Fields])[] {
  const kinds = new Map(entries.map((entry) => [installPath(entry), entry.kind]));
  return pairs.map(([at, fields]) => {
    const kind = kinds.get(at);
    if (kind !== 'url' && kind !== 'git' && kind !== 'archive') return [at, fields];
    const { resolved, name: _name, ...rest } = fields;
    return [at, { ...rest, version: resolved }];
  });
}

function legacyFields(fields: Fields): Fields {
  const { name, version, resolved, integrity, link, inBundle, dependencies, dev, optional, devOptional, peer } = fields;
  const text = typeof name === 'string' ? `npm:${name}@${String(version)}` : version;
  return compact({
    version: link === true ? `file:${String(resolved)}` : text,
    resolved: link === true ? undefined : resolved,
    integrity,
    bundled: inBundle,
    dev,
    optional,
    devOptional,
    peer,
    requires: dependencies,
  });
}

function projectFiles(entries: readonly NpmLockEntry[]): Readonly<Record<string, string | Uint8Array>> {
  return Object.fromEntries(
    entries.flatMap((entry): [string, string | Uint8Array][] => {
      if (entry.kind === 'archive') return [[entry.path, entry.package.bytes]];
      return entry.kind === 'link' ? [[`${entry.folder}/package.json`, json(entry.package.manifest)]] : [];
    }),
  );
}

function overridden(override: string | null | undefined, right: string | null): string | undefined {
  return (override === undefined ? right : override) ?? undefined;
}

function compact(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
