import { gemFullName } from './mint-gem.js';
import type { MintedGem } from './minted-package.js';
import type { MintedProject } from './minted-project.js';

/** A section of a Gemfile.lock: where its gems come from. */
export type GemSource =
  | RegistrySource
  | { readonly kind: 'git'; readonly remote: string; readonly revision: string; readonly gems: readonly MintedGem[] }
  | { readonly kind: 'path'; readonly remote: string; readonly gems: readonly MintedGem[] };

/** Gems of a registry. */
interface RegistrySource {
  readonly kind: 'registry';
  readonly remote: string;
  readonly gems: readonly MintedGem[];
  /** True: a source block even where it comes first. */
  readonly block?: boolean;
  /** True: the Gemfile asks for exactly these versions. */
  readonly pinned?: boolean;
}

/** What a Gemfile.lock should hold. The first registry is the Gemfile's global source, others are source blocks. */
export interface GemfileLockOptions {
  readonly sources: readonly GemSource[];
  /** `ruby` when not given. */
  readonly platforms?: readonly string[];
  /** `right`: a CHECKSUMS section with every digest; `empty`: entries without digest; `none`: no section, as before Bundler 2.5. */
  readonly checksums?: 'right' | 'empty' | 'none';
  /** Digest texts instead of the right ones, by full name (`rack-3.0.8`): `sha256=…,sha512=…`. */
  readonly checksumTexts?: ReadonlyMap<string, string>;
  /** Bundler's own version in `BUNDLED WITH`; null leaves the section out. */
  readonly bundledWith?: string | null;
}

/** Writes a Gemfile.lock as Bundler 2.5 and later do, and the Gemfile that matches it. */
export function mintGemfileLock(options: GemfileLockOptions): MintedProject {
  const { sources, platforms = ['ruby'], bundledWith = '2.6.2' } = options;
  const text = [
    ...(hasGlobal(sources) ? [] : [section('GEM', ['  specs:'])]),
    ...sources.map(sourceSection),
    section(
      'PLATFORMS',
      platforms.map((name) => `  ${name}`),
    ),
    section('DEPENDENCIES', sorted(sources.flatMap(dependencyLines))),
    ...checksumSection(options),
    ...(bundledWith === null ? [] : [section('BUNDLED WITH', [`   ${bundledWith}`])]),
  ].join('\n');
  return { lockfile: 'Gemfile.lock', text, files: { Gemfile: gemfile(sources), 'Gemfile.lock': text } };
}

function section(title: string, lines: readonly string[]): string {
  return `${[title, ...lines].join('\n')}\n`;
}

function sourceSection(source: GemSource): string {
  const specs = [...source.gems].sort((a, b) => (gemFullName(a) < gemFullName(b) ? -1 : 1)).flatMap(specLines);
  const revision = source.kind === 'git' ? [`  revision: ${source.revision}`] : [];
  const title = { registry: 'GEM', git: 'GIT', path: 'PATH' }[source.kind];
  return section(title, [`  remote: ${source.remote}`, ...revision, '  specs:', ...specs]);
}

function specLines(gem: MintedGem): readonly string[] {
  const runtime = gem.dependencies.filter(({ development }) => development !== true);
  const wants = runtime.map(({ name, requirement }) => (requirement === '>= 0' ? name : `${name} (${requirement})`));
  return [`    ${lockName(gem)}`, ...sorted(wants).map((want) => `      ${want}`)];
}

/** Gems outside the global source carry `!`. One line per name: platform variants share it. */
function dependencyLines(source: GemSource, index: number): readonly string[] {
  const mark = isGlobal(source, index) ? '' : '!';
  const exactly = (version: string) => (isPinned(source) ? ` (= ${version})` : '');
  return [...new Set(source.gems.map(({ name, version }) => `  ${name}${exactly(version)}${mark}`))];
}

/** Where all registries are source blocks Bundler writes a section without a remote for the global source that is not there. */
function hasGlobal(sources: readonly GemSource[]): boolean {
  return !sources.some((source) => source.kind === 'registry' && source.block === true) || sources.some(isGlobal);
}

function isGlobal(source: GemSource, index: number): boolean {
  return source.kind === 'registry' && source.block !== true && index === 0;
}

function isPinned(source: GemSource): boolean {
  return source.kind === 'registry' && source.pinned === true;
}

function checksumSection(options: GemfileLockOptions): readonly string[] {
  const { sources, checksums = 'right', checksumTexts = new Map<string, string>() } = options;
  if (checksums === 'none') return [];
  const lines = sources.flatMap(({ kind, gems }) =>
    gems.map((gem) => {
      const right = kind === 'registry' && checksums === 'right' ? `sha256=${gem.sha256}` : '';
      return `  ${lockName(gem)} ${checksumTexts.get(gemFullName(gem)) ?? right}`.trimEnd();
    }),
  );
  return [section('CHECKSUMS', sorted(lines))];
}

/** `name (version[-platform])`. */
function lockName({ name, version, platform }: MintedGem): string {
  return `${name} (${platform === undefined ? version : `${version}-${platform}`})`;
}

function gemfile(sources: readonly GemSource[]): string {
  const lines = sources.flatMap((source, index) => {
    const exactly = (version: string) => (isPinned(source) ? `, ${quoted(version)}` : '');
    const names = [...new Set(source.gems.map(({ name, version }) => `gem ${quoted(name)}${exactly(version)}`))];
    if (isGlobal(source, index)) return [`source ${quoted(source.remote)}`, ...names];
    return [`${opening(source)} do`, ...names.map((line) => `  ${line}`), 'end'];
  });
  return `${lines.join('\n')}\n`;
}

function opening(source: GemSource): string {
  switch (source.kind) {
    case 'registry':
      return `source ${quoted(source.remote)}`;
    case 'git':
      return `git ${quoted(source.remote)}, ref: ${quoted(source.revision)}`;
    case 'path':
      return `path ${quoted(source.remote)}`;
  }
}

/** A Ruby single-quoted string. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function sorted(lines: readonly string[]): readonly string[] {
  return [...lines].sort((a, b) => (a < b ? -1 : 1));
}
