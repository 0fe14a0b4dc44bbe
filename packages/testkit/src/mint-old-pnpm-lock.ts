import {
  aliasOf,
  byKey,
  groups,
  inGroup,
  manifestGroups,
  projectFiles,
  resolution,
  scalar,
  specifier,
  type PnpmLockEntry,
} from './mint-pnpm-lock.js';
import type { MintedProject } from './minted-project.js';

/** What the lockfile of an old pnpm's project should hold. */
export interface OldPnpmLockOptions {
  readonly entries: readonly PnpmLockEntry[];
  /** 5.4 as pnpm 7 writes it, 6.0 as pnpm 8 does. */
  readonly lockfileVersion: '5.4' | '6.0';
  readonly project?: { readonly name: string; readonly version: string };
}

type Version = OldPnpmLockOptions['lockfileVersion'];

/** Writes a pnpm-lock.yaml of an old version, the package.json that matches it, and the folders and archives it names. */
export function mintOldPnpmLock(options: OldPnpmLockOptions): MintedProject {
  const { entries, lockfileVersion, project = { name: 'minted-project', version: '1.0.0' } } = options;
  const locked = entries.filter(({ kind }) => kind !== 'link');
  const text = [
    ...(lockfileVersion === '5.4' ? ['lockfileVersion: 5.4', '', ...specifierLines(entries)] : sixHead),
    ...groups.flatMap((group) => groupLines(inGroup(entries, group), group, lockfileVersion)),
    'packages:',
    ...byKey(locked, (entry) => keyOf(entry, lockfileVersion)).flatMap((entry) => packageLines(entry, lockfileVersion)),
    '',
  ].join('\n');
  const manifest = `${JSON.stringify({ ...project, ...manifestGroups(entries) }, null, 2)}\n`;
  const files = { 'package.json': manifest, 'pnpm-lock.yaml': text, ...projectFiles(entries) };
  return { lockfile: 'pnpm-lock.yaml', text, files };
}

const sixHead = [
  "lockfileVersion: '6.0'",
  '',
  'settings:',
  '  autoInstallPeers: true',
  '  excludeLinksFromLockfile: false',
  '',
];

function specifierLines(entries: readonly PnpmLockEntry[]): readonly string[] {
  const direct = groups.flatMap((group) => inGroup(entries, group));
  const lines = direct.map((entry) => `  ${scalar(aliasOf(entry))}: ${scalar(specifier(entry))}`);
  return ['specifiers:', ...lines, ''];
}

function groupLines(direct: readonly PnpmLockEntry[], group: string, version: Version): readonly string[] {
  if (direct.length === 0) return [];
  const lines = direct.flatMap((entry) => {
    const [alias, reference] = [scalar(aliasOf(entry)), scalar(referenceOf(entry, version))];
    if (version === '5.4') return [`  ${alias}: ${reference}`];
    return [`  ${alias}:`, `    specifier: ${scalar(specifier(entry))}`, `    version: ${reference}`];
  });
  return [`${group}:`, ...lines, ''];
}

/** The key under `packages`. Archives at a URL are named by it without its scheme, repositories by host, path and commit. */
function keyOf(entry: PnpmLockEntry, version: Version): string {
  const peers = entry.peers ?? '';
  switch (entry.kind) {
    case 'registry':
      return `/${entry.package.name}${version === '5.4' ? '/' : '@'}${entry.package.version}${peers}`;
    case 'url':
      return `@${entry.url.slice(entry.url.indexOf('://') + 3)}${peers}`;
    case 'archive':
      return `file:${entry.path}${peers}`;
    case 'git':
      return `${new URL(entry.url).host}${new URL(entry.url).pathname.replace(/\.git$/, '')}/${entry.commit}${peers}`;
    case 'directory':
    case 'link':
      return `file:${entry.folder}${peers}`;
  }
}

function referenceOf(entry: PnpmLockEntry, version: Version): string {
  if (entry.kind === 'link') return `link:${entry.folder}`;
  const isOwnName = entry.kind === 'registry' && aliasOf(entry) === entry.package.name;
  return isOwnName ? `${entry.package.version}${entry.peers ?? ''}` : keyOf(entry, version);
}

function packageLines(entry: PnpmLockEntry, version: Version): readonly string[] {
  const { name, version: release, manifest } = entry.package;
  const own = entry.kind === 'registry' ? [] : [`    name: ${scalar(name)}`, `    version: ${scalar(release)}`];
  const needs = (['dependencies', 'optionalDependencies'] as const).flatMap((group) => {
    const wanted = Object.entries(manifest[group] ?? {}) as [string, string][];
    const lines = wanted.map(([needed, range]) => `      ${scalar(needed)}: ${scalar(range)}`);
    return lines.length === 0 ? [] : [`    ${group}:`, ...lines];
  });
  return [
    '',
    `  ${scalar(keyOf(entry, version))}:`,
    `    resolution: {${resolution(entry)}}`,
    ...own,
    ...needs,
    `    dev: ${String(entry.group === 'devDependencies')}`,
  ];
}
