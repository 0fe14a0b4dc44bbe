import type { MintedPackage } from './minted-package.js';
import type { MintedProject } from './minted-project.js';

/** Fields every kind of pnpm entry shares. */
export interface PnpmLockPlace {
  readonly package: MintedPackage;
  /** The name under which the project depends on it; another name than the package's is an alias. */
  readonly alias?: string;
  /** `dependencies` when not given; null when only other packages depend on it. */
  readonly group?: 'dependencies' | 'devDependencies' | 'optionalDependencies' | null;
  /** Overrides the right value; null leaves it out. */
  readonly integrity?: string | null;
  /** Appended to the snapshot's key, as pnpm writes resolved peers: `(react@19.0.0)`. */
  readonly peers?: string;
}

/**
 * One package of a pnpm-lock.yaml, by where it comes from: `registry` (with `tarball`, a URL that pnpm writes when the registry's
 * is unusual), `url`, `archive` in the project, `git`, a `directory` that is copied, or a `link`.
 */
export type PnpmLockEntry = PnpmLockPlace &
  (
    | { readonly kind: 'registry'; readonly tarball?: string }
    | { readonly kind: 'url'; readonly url: string }
    | { readonly kind: 'archive'; readonly path: string }
    | { readonly kind: 'git'; readonly url: string; readonly commit: string }
    | { readonly kind: 'directory' | 'link'; readonly folder: string }
  );

/** What the lockfile of a pnpm project should hold. */
export interface PnpmLockOptions {
  readonly entries: readonly PnpmLockEntry[];
  /** Puts a first YAML document before it, as pnpm does for the package manager it locks for itself. */
  readonly packageManager?: MintedPackage;
  readonly project?: { readonly name: string; readonly version: string };
}

/** Writes a pnpm-lock.yaml (lockfileVersion 9.0), the package.json that matches it, and the folders and archives it names. */
export function mintPnpmLock(options: PnpmLockOptions): MintedProject {
  const { entries, packageManager, project = { name: 'minted-project', version: '1.0.0' } } = options;
  const main = lockDocument(importer(entries), entries);
  const own = packageManager === undefined ? '' : `---\n${packageManagerDocument(packageManager)}\n---\n`;
  const text = `${own}${main}`;
  const manifest = `${JSON.stringify({ ...project, ...manifestGroups(entries) }, null, 2)}\n`;
  return {
    lockfile: 'pnpm-lock.yaml',
    text,
    files: { 'package.json': manifest, 'pnpm-lock.yaml': text, ...projectFiles(entries) },
  };
}

export const groups = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

function lockDocument(importerLines: readonly string[], entries: readonly PnpmLockEntry[]): string {
  const locked = entries.filter(({ kind }) => kind !== 'link');
  return [
    "lockfileVersion: '9.0'",
    '',
    'settings:',
    '  autoInstallPeers: true',
    '  excludeLinksFromLockfile: false',
    '',
    'importers:',
    '',
    importerLines.length === 0 ? '  .: {}' : '  .:',
    ...importerLines,
    '',
    'packages:',
    ...byKey(locked, lockKey).flatMap((entry) => ['', ...packageLines(entry)]),
    '',
    'snapshots:',
    ...byKey(locked, snapshotKey).flatMap((entry) => ['', ...snapshotLines(entry)]),
    '',
  ].join('\n');
}

function packageManagerDocument(minted: MintedPackage): string {
  const lines = [
    '    configDependencies: {}',
    ...groupLines('packageManagerDependencies', [[minted.name, minted.version, minted.version]]),
  ];
  return lockDocument(lines, [{ kind: 'registry', package: minted, group: null }]);
}

function importer(entries: readonly PnpmLockEntry[]): readonly string[] {
  return groups.flatMap((group) => {
    const direct = inGroup(entries, group).map(
      (entry) => [aliasOf(entry), specifier(entry), importedVersion(entry)] as const,
    );
    return direct.length === 0 ? [] : groupLines(group, direct);
  });
}

function groupLines(group: string, direct: readonly (readonly [string, string, string])[]): readonly string[] {
  const lines = direct.flatMap(([name, wanted, version]) => [
    `      ${scalar(name)}:`,
    `        specifier: ${scalar(wanted)}`,
    `        version: ${scalar(version)}`,
  ]);
  return [`    ${group}:`, ...lines];
}

function packageLines(entry: PnpmLockEntry): readonly string[] {
  const version = entry.kind === 'registry' ? [] : [`    version: ${scalar(entry.package.version)}`];
  return [`  ${scalar(lockKey(entry))}:`, `    resolution: {${resolution(entry)}}`, ...version];
}

export function resolution(entry: PnpmLockEntry): string {
  const integrity = overridden(entry.integrity, entry.package.integrity).map((value) => `integrity: ${value}`);
  switch (entry.kind) {
    case 'registry':
      return [...integrity, ...overridden(entry.tarball, null).map((url) => `tarball: ${scalar(url)}`)].join(', ');
    case 'url':
      return [...integrity, `tarball: ${scalar(entry.url)}`].join(', ');
    case 'archive':
      return [...integrity, `tarball: ${scalar(`file:${entry.path}`)}`].join(', ');
    case 'git':
      return `commit: ${scalar(entry.commit)}, repo: ${scalar(entry.url)}, type: git`;
    case 'directory':
    case 'link':
      return `directory: ${scalar(entry.folder)}, type: directory`;
  }
}

function snapshotLines(entry: PnpmLockEntry): readonly string[] {
  const key = scalar(snapshotKey(entry));
  const lines = (['dependencies', 'optionalDependencies'] as const).flatMap((group) => {
    const wanted = Object.entries(entry.package.manifest[group] ?? {}) as [string, string][];
    return wanted.length === 0
      ? []
      : [`    ${group}:`, ...wanted.map(([name, version]) => `      ${scalar(name)}: ${scalar(version)}`)];
  });
  return lines.length === 0 ? [`  ${key}: {}`] : [`  ${key}:`, ...lines];
}

/** `name@version`, or `name@<where from>` outside a registry. */
function lockKey(entry: PnpmLockEntry): string {
  const { name, version } = entry.package;
  return `${name}@${entry.kind === 'registry' ? version : specifier(entry)}`;
}

function snapshotKey(entry: PnpmLockEntry): string {
  return `${lockKey(entry)}${entry.peers ?? ''}`;
}

/** The first entry of each key, sorted by key: a package that is used under two names is locked once. */
export function byKey(
  entries: readonly PnpmLockEntry[],
  keyOf: (entry: PnpmLockEntry) => string,
): readonly PnpmLockEntry[] {
  const first = new Map([...entries].reverse().map((entry) => [keyOf(entry), entry]));
  return [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

function importedVersion(entry: PnpmLockEntry): string {
  if (entry.kind === 'link') return `link:${entry.folder}`;
  if (entry.kind !== 'registry') return specifier(entry);
  const { name, version } = entry.package;
  const peers = entry.peers ?? '';
  return aliasOf(entry) === name ? `${version}${peers}` : `${name}@${version}${peers}`;
}

export function specifier(entry: PnpmLockEntry): string {
  const { name, version } = entry.package;
  switch (entry.kind) {
    case 'registry':
      return aliasOf(entry) === name ? version : `npm:${name}@${version}`;
    case 'url':
      return entry.url;
    case 'archive':
      return `file:${entry.path}`;
    case 'git':
      return `${entry.url}#${entry.commit}`;
    case 'directory':
      return `file:${entry.folder}`;
    case 'link':
      return `link:${entry.folder}`;
  }
}

export function aliasOf(entry: PnpmLockEntry): string {
  return entry.alias ?? entry.package.name;
}

export function inGroup(entries: readonly PnpmLockEntry[], group: string): readonly PnpmLockEntry[] {
  return entries
    .filter((entry) => (entry.group === undefined ? 'dependencies' : entry.group) === group)
    .sort((a, b) => (aliasOf(a) < aliasOf(b) ? -1 : 1));
}

export function manifestGroups(entries: readonly PnpmLockEntry[]): Readonly<Record<string, unknown>> {
  const filled = groups
    .map((group) => [group, inGroup(entries, group)] as const)
    .filter(([, direct]) => direct.length > 0);
  return Object.fromEntries(
    filled.map(([group, direct]) => [
      group,
      Object.fromEntries(direct.map((entry) => [aliasOf(entry), specifier(entry)])),
    ]),
  );
}

export function projectFiles(entries: readonly PnpmLockEntry[]): Readonly<Record<string, string | Uint8Array>> {
  return Object.fromEntries(
    entries.flatMap((entry): [string, string | Uint8Array][] => {
      if (entry.kind === 'archive') return [[entry.path, entry.package.bytes]];
      if (entry.kind !== 'link' && entry.kind !== 'directory') return [];
      return [[`${entry.folder}/package.json`, `${JSON.stringify(entry.package.manifest)}\n`]];
    }),
  );
}

function overridden(override: string | null | undefined, right: string | null): readonly string[] {
  const value = override === undefined ? right : override;
  return value === null ? [] : [value];
}

const keywords: ReadonlySet<string> = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'null', 'y', 'n']);

/** Plain where YAML leaves the text alone, single-quoted otherwise, as pnpm's writer does. */
export function scalar(text: string): string {
  const word = /^[A-Za-z0-9][\w./-]*(?:@\d[\w.+-]*)?$/.test(text) && !keywords.has(text.toLowerCase());
  const number = /^[\d._e]+$/i.test(text) && text.split('.').length < 3;
  return word && !number ? text : `'${text.replaceAll("'", "''")}'`;
}
