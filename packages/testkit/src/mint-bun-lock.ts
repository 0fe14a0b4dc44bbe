import type { MintedPackage } from './minted-package.js';
import type { MintedProject } from './minted-project.js';

/** Fields every kind of bun entry shares. */
export interface BunLockPlace {
  readonly package: MintedPackage;
  /** The key under `packages`: the package's name when not given; `a/b` lies in the folder of `a`, another last name is an alias. */
  readonly at?: string;
  /** `dependencies` when not given; null when only other packages depend on it. */
  readonly group?: 'dependencies' | 'devDependencies' | 'optionalDependencies' | 'peerDependencies' | null;
  /** Overrides the right value; null writes empty text, or leaves it out where bun may. */
  readonly integrity?: string | null;
  /** Further fields of the entry's object, over all others. */
  readonly info?: Readonly<Record<string, unknown>>;
}

/**
 * One row of a bun.lock, by where the package comes from: `registry` (`url`: what bun writes of a registry that is not the public
 * one; empty when not given), `url`, `archive` in the project, `git` (`tag`: what bun checks out, the commit when not given), a
 * `directory` that is copied, a `member` of the workspace; `raw` is exactly `value`, for what no client writes.
 */
export type BunLockEntry =
  | (BunLockPlace & { readonly kind: 'registry'; readonly url?: string })
  | (BunLockPlace & { readonly kind: 'url'; readonly url: string })
  | (BunLockPlace & { readonly kind: 'archive'; readonly path: string })
  | (BunLockPlace & { readonly kind: 'git'; readonly url: string; readonly commit: string; readonly tag?: string })
  | (BunLockPlace & { readonly kind: 'directory' | 'member'; readonly folder: string })
  | { readonly kind: 'raw'; readonly at: string; readonly value: unknown };

/** What the lockfile of a bun project should hold. */
export interface BunLockOptions {
  readonly entries: readonly BunLockEntry[];
  /** 1 when not given. */
  readonly lockfileVersion?: 0 | 1 | 2 | 3;
  readonly project?: { readonly name: string; readonly version: string };
  /** Further sections of the lockfile: `overrides`, `catalog`, `trustedDependencies`, `patchedDependencies`. */
  readonly sections?: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;
type PackageEntry = Exclude<BunLockEntry, { kind: 'raw' }>;

/** Writes a bun.lock, the package.json that matches it, and the folders and archives it names. */
export function mintBunLock(options: BunLockOptions): MintedProject {
  const {
    entries,
    lockfileVersion = 1,
    project = { name: 'minted-project', version: '1.0.0' },
    sections = {},
  } = options;
  const groups = dependencyGroups(entries);
  const members = entries.filter(isMember);
  const workspaces = Object.fromEntries([
    ['', { name: project.name, ...groups }],
    ...members.map(({ folder, package: minted }) => [folder, memberFields(minted)] as const),
  ]);
  const text = lockText({ lockfileVersion, workspaces, ...sections }, rows(entries, lockfileVersion));
  const manifest = { ...project, ...workspacesField(members), ...sectionsOf(sections), ...groups };
  return {
    lockfile: 'bun.lock',
    text,
    files: { 'package.json': json(manifest), 'bun.lock': text, ...projectFiles(entries) },
  };
}

function isMember(entry: BunLockEntry): entry is Extract<BunLockEntry, { folder: string }> {
  return entry.kind === 'member';
}

function workspacesField(members: readonly { readonly folder: string }[]): Fields {
  return members.length === 0 ? {} : { workspaces: members.map(({ folder }) => folder) };
}

/** The sections that bun copies from package.json. */
function sectionsOf(sections: Fields): Fields {
  const copied = ['overrides', 'trustedDependencies', 'patchedDependencies'];
  return Object.fromEntries(Object.entries(sections).filter(([key]) => copied.includes(key)));
}

function memberFields({ name, version, manifest }: MintedPackage): Fields {
  return { name, version, ...dependencyFields(manifest) };
}

/** As bun writes it: one line for a package, an empty line between two, a comma after every last item. */
function lockText(head: Fields, packages: readonly (readonly [string, unknown])[]): string {
  const sections = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${trailing(value, '  ')},`);
  const lines = packages.map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)},`);
  return ['{', ...sections, '  "packages": {', lines.join('\n\n'), '  }', '}', ''].join('\n');
}

function trailing(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item) => `${inner}${trailing(item, inner)},`)
    : Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${trailing(item, inner)},`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return items.length === 0 ? `${open}${close}` : [open, ...items, `${indent}${close}`].join('\n');
}

function rows(entries: readonly BunLockEntry[], version: number): readonly (readonly [string, unknown])[] {
  const pairs = entries.map(
    (entry) => [keyOf(entry), entry.kind === 'raw' ? entry.value : row(entry, version)] as const,
  );
  return pairs.sort(([a], [b]) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

function depth(key: string): number {
  return key.split('/').filter((part) => !part.startsWith('@')).length;
}

function keyOf(entry: BunLockEntry): string {
  return entry.kind === 'raw' ? entry.at : (entry.at ?? entry.package.name);
}

function row(entry: PackageEntry, version: number): readonly unknown[] {
  const { name, version: release, integrity } = entry.package;
  const info = { ...infoFields(entry.package.manifest), ...entry.info };
  const pin = entry.integrity === undefined ? integrity : entry.integrity;
  const optionalPin = pin === null ? [] : [pin];
  switch (entry.kind) {
    case 'registry':
      return [`${name}@${release}`, entry.url ?? '', info, pin ?? ''];
    case 'url':
      return [`${name}@${entry.url}`, info, ...optionalPin];
    case 'archive':
      return [`${name}@${entry.path}`, info, ...optionalPin];
    case 'git':
      return [`${name}@${entry.url}#${entry.commit}`, info, entry.tag ?? entry.commit];
    case 'directory':
      return [`${name}@file:${entry.folder}`, info];
    case 'member':
      return version === 0 ? [`${name}@workspace:${entry.folder}`, info] : [`${name}@workspace:${entry.folder}`];
  }
}

const dependencyKeys = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

function dependencyFields(manifest: Fields): Fields {
  return Object.fromEntries(Object.entries(manifest).filter(([key]) => dependencyKeys.includes(key)));
}

function infoFields(manifest: Fields): Fields {
  const kept = ['dependencies', 'optionalDependencies', 'peerDependencies', 'os', 'cpu', 'bin'];
  return Object.fromEntries(Object.entries(manifest).filter(([key]) => kept.includes(key)));
}

/** What the project itself asks for: every entry at the top, unless its group says that only others do. */
function dependencyGroups(entries: readonly BunLockEntry[]): Fields {
  const groups = new Map<string, [string, string][]>();
  for (const entry of entries) {
    if (entry.kind === 'raw' || entry.kind === 'member' || entry.group === null || depth(keyOf(entry)) > 1) continue;
    const group = entry.group ?? 'dependencies';
    groups.set(group, [...(groups.get(group) ?? []), [keyOf(entry), specifier(entry)]]);
  }
  return Object.fromEntries([...groups].map(([group, pairs]) => [group, Object.fromEntries(pairs)]));
}

function specifier(entry: PackageEntry): string {
  const { name, version } = entry.package;
  switch (entry.kind) {
    case 'registry':
      return keyOf(entry) === name ? version : `npm:${name}@${version}`;
    case 'url':
      return entry.url;
    case 'archive':
      return `file:${entry.path}`;
    case 'git':
      return `${entry.url}#${entry.commit}`;
    case 'directory':
      return `file:${entry.folder}`;
    case 'member':
      return `workspace:${entry.folder}`;
  }
}

function projectFiles(entries: readonly BunLockEntry[]): Readonly<Record<string, string | Uint8Array>> {
  return Object.fromEntries(
    entries.flatMap((entry): [string, string | Uint8Array][] => {
      if (entry.kind === 'archive') return [[entry.path, entry.package.bytes]];
      if (entry.kind !== 'member' && entry.kind !== 'directory') return [];
      return [[`${entry.folder}/package.json`, json(entry.package.manifest)]];
    }),
  );
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
